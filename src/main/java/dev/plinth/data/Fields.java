package dev.plinth.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one mapping, read strictly: whatever is ill-typed, and with {@link #done} whatever was never asked for, is
 * added to the problems shared by the whole document, so that a reader hears of all of them in one go.
 */
public final class Fields {

    private final Map<String, Node> entries;
    private final String path;
    private final int line;
    private final List<Problem> problems;
    private final Set<String> asked = new HashSet<>();

    private Fields(Map<String, Node> entries, String path, int line, List<Problem> problems) {
        this.entries = entries;
        this.path = path;
        this.line = line;
        this.problems = problems;
    }

    /** The fields of a document or of a value within it; a value that is no mapping is a problem and has no fields. */
    public static Fields of(Node node, String path, List<Problem> problems) {
        if (node instanceof Node.Mapping mapping) {
            return new Fields(mapping.entries(), path, mapping.line(), problems);
        }
        problems.add(new Problem(path, node.line(), "must be a mapping, not " + node.kind()));
        // What is missing from something that is no mapping is not worth a second problem.
        return new Fields(Map.of(), path, node.line(), new ArrayList<>());
    }

    public String path() {
        return path;
    }

    public int line() {
        return line;
    }

    /** The path of a field of this mapping. */
    public String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /** Whether the field stands there and is not null. */
    public boolean has(String key) {
        return node(key).isPresent();
    }

    /** The field as it is; a null counts as absent. */
    public Optional<Node> node(String key) {
        asked.add(key);
        return Optional.ofNullable(entries.get(key)).filter(node -> !(node instanceof Node.Null));
    }

    public Optional<String> text(String key) {
        return typed(key, "text", node -> node instanceof Node.Text text ? text.value() : null);
    }

    public Optional<Boolean> flag(String key) {
        return typed(key, "true or false", node -> node instanceof Node.Flag flag ? flag.value() : null);
    }

    public OptionalLong whole(String key) {
        Optional<Long> value = typed(
                key,
                "a whole number",
                node -> node instanceof Node.Num number && number.whole().isPresent()
                        ? number.whole().getAsLong()
                        : null);
        return value.isPresent() ? OptionalLong.of(value.get()) : OptionalLong.empty();
    }

    /** A text that a parser understands; its IllegalArgumentException becomes the problem's text. */
    public <T> Optional<T> parsed(String key, Function<String, T> parser) {
        return text(key).flatMap(text -> parse(text, pathOf(key), lineOf(key), parser));
    }

    /** A list of texts, each understood by the parser; an absent list is empty. */
    public <T> List<T> list(String key, Function<String, T> parser) {
        return each(key, (node, at) -> {
            if (node instanceof Node.Text text) {
                return parse(text.value(), at, node.line(), parser);
            }
            problems.add(new Problem(at, node.line(), "must be text, not " + node.kind()));
            return Optional.empty();
        });
    }

    /** A list of mappings; an absent list is empty. */
    public <T> List<T> mappings(String key, Function<Fields, Optional<T>> reader) {
        return each(key, (node, at) -> reader.apply(of(node, at, problems)));
    }

    /** A mapping within this one. */
    public Optional<Fields> mapping(String key) {
        return node(key).map(node -> of(node, pathOf(key), problems));
    }

    /** A problem with a field of this mapping. */
    public void problem(String key, String text) {
        problems.add(new Problem(pathOf(key), lineOf(key), text));
    }

    /** A problem with this mapping as a whole. */
    public void problem(String text) {
        problems.add(new Problem(path, line, text));
    }

    /** To be called last: every field that was not asked for is unknown. */
    public void done() {
        for (Map.Entry<String, Node> entry : entries.entrySet()) {
            if (!asked.contains(entry.getKey())) {
                problems.add(new Problem(
                        pathOf(entry.getKey()),
                        entry.getValue().line(),
                        "unknown key" + Nearest.hint(entry.getKey(), asked) + "; known here: "
                                + String.join(", ", asked.stream().sorted().toList())));
            }
        }
    }

    private <T> List<T> each(String key, BiFunction<Node, String, Optional<T>> reader) {
        Node node = node(key).orElse(null);
        if (node == null) {
            return List.of();
        }
        if (!(node instanceof Node.Sequence sequence)) {
            problems.add(new Problem(pathOf(key), node.line(), "must be a list, not " + node.kind()));
            return List.of();
        }
        List<T> values = new ArrayList<>();
        int index = 0;
        for (Node item : sequence.items()) {
            reader.apply(item, pathOf(key) + "[" + index++ + "]").ifPresent(values::add);
        }
        return List.copyOf(values);
    }

    private <T> Optional<T> typed(String key, String wanted, Function<Node, @Nullable T> reader) {
        Node node = node(key).orElse(null);
        if (node == null) {
            return Optional.empty();
        }
        T value = reader.apply(node);
        if (value == null) {
            problem(key, "must be " + wanted + ", not " + node.kind());
        }
        return Optional.ofNullable(value);
    }

    private <T> Optional<T> parse(String text, String at, int atLine, Function<String, T> parser) {
        try {
            return Optional.of(parser.apply(text));
        } catch (IllegalArgumentException e) {
            problems.add(new Problem(at, atLine, String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    private int lineOf(String key) {
        Node node = entries.get(key);
        return node == null ? line : node.line();
    }
}
