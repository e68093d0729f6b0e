package dev.plinth.codec;

import dev.plinth.data.Node;
import dev.plinth.data.Parsed;
import dev.plinth.data.Problem;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * YAML to data, with lines. JSON is YAML and is read as well. Aliases are resolved, and count as often as they are used, so
 * that a small text cannot become a large tree.
 */
public final class Yaml {

    private static final int MAX_CHARACTERS = 16 * 1024 * 1024;
    private static final int MAX_VALUES = 1_000_000;

    private Yaml() {}

    /** Reads a text of exactly one document; an empty one is an empty mapping. */
    public static Parsed<Node> read(String text) {
        return switch (readAll(text)) {
            case Parsed.Invalid<List<Node>>(List<Problem> problems) -> new Parsed.Invalid<>(problems);
            case Parsed.Valid<List<Node>>(List<Node> documents)
            when documents.size() > 1 ->
                new Parsed.Invalid<>(List.of(new Problem(
                        "", documents.get(1).line(), "must be one document, but a second one begins here")));
            case Parsed.Valid<List<Node>>(List<Node> documents)
            when documents.isEmpty() -> new Parsed.Valid<>(new Node.Mapping(Map.of(), 1));
            case Parsed.Valid<List<Node>>(List<Node> documents) -> new Parsed.Valid<>(documents.getFirst());
        };
    }

    /** Reads a stream of documents, empty ones left out. */
    public static Parsed<List<Node>> readAll(String text) {
        if (text.length() > MAX_CHARACTERS) {
            return new Parsed.Invalid<>(List.of(new Problem("", 0, "is longer than 16 MiB")));
        }
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MAX_CHARACTERS);
        options.setNestingDepthLimit(Json.MAX_DEPTH);
        options.setAllowDuplicateKeys(false);
        try {
            Composer composer = new Composer(
                    new ParserImpl(new StreamReader(new StringReader(text)), options), new Resolver(), options);
            Reader reader = new Reader();
            List<Node> documents = new ArrayList<>();
            while (composer.checkNode()) {
                Node document = reader.value(composer.getNode(), "", 0);
                if (!(document instanceof Node.Null)) {
                    documents.add(document);
                }
            }
            return new Parsed.Valid<>(List.copyOf(documents));
        } catch (FaultException e) {
            return new Parsed.Invalid<>(List.of(e.problem));
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            return new Parsed.Invalid<>(List.of(new Problem("", line, "is not valid YAML: " + e.getProblem())));
        } catch (YAMLException e) {
            return new Parsed.Invalid<>(List.of(new Problem("", 0, "is not valid YAML: " + firstLine(e))));
        } catch (StackOverflowError e) {
            return new Parsed.Invalid<>(List.of(new Problem("", 0, "is not valid YAML: nested too deep")));
        }
    }

    private static String firstLine(YAMLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private static final class FaultException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Problem problem;

        FaultException(Problem problem) {
            super(problem.toString(), null, false, false);
            this.problem = problem;
        }
    }

    private static final class Reader {

        private int values;

        Node value(org.yaml.snakeyaml.nodes.Node node, String path, int depth) {
            int line = node.getStartMark() == null ? 0 : node.getStartMark().getLine() + 1;
            if (++values > MAX_VALUES) {
                throw new FaultException(
                        new Problem(path, line, "has more than " + MAX_VALUES + " values, aliases counted"));
            }
            if (depth > Json.MAX_DEPTH) {
                throw new FaultException(new Problem(path, line, "is nested deeper than " + Json.MAX_DEPTH));
            }
            return switch (node) {
                case MappingNode mapping -> mapping(mapping, path, line, depth);
                case SequenceNode sequence -> sequence(sequence, path, line, depth);
                case ScalarNode scalar -> scalar(scalar, line);
                default -> throw new FaultException(new Problem(path, line, "is no value that YAML here may have"));
            };
        }

        private Node mapping(MappingNode node, String path, int line, int depth) {
            Map<String, Node> entries = new LinkedHashMap<>();
            Set<String> seen = new HashSet<>();
            for (NodeTuple tuple : node.getValue()) {
                if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                    throw new FaultException(new Problem(path, line, "a key must be text"));
                }
                int keyLine = key.getStartMark().getLine() + 1;
                String name = key.getValue();
                String at = path.isEmpty() ? name : path + "." + name;
                if (key.getTag().equals(Tag.MERGE)) {
                    merge(entries, value(tuple.getValueNode(), path, depth + 1));
                    continue;
                }
                if (!seen.add(name)) {
                    throw new FaultException(new Problem(at, keyLine, "the key stands twice"));
                }
                Node value = value(tuple.getValueNode(), at, depth + 1);
                entries.put(name, value);
            }
            return new Node.Mapping(entries, line);
        }

        private static void merge(Map<String, Node> entries, Node merged) {
            switch (merged) {
                case Node.Mapping mapping -> mapping.entries().forEach(entries::putIfAbsent);
                case Node.Sequence sequence -> sequence.items().forEach(item -> merge(entries, item));
                default -> throw new FaultException(new Problem("<<", merged.line(), "must be a mapping"));
            }
        }

        private Node sequence(SequenceNode node, String path, int line, int depth) {
            List<Node> items = new ArrayList<>();
            int index = 0;
            for (org.yaml.snakeyaml.nodes.Node item : node.getValue()) {
                items.add(value(item, path + "[" + index++ + "]", depth + 1));
            }
            return new Node.Sequence(items, line);
        }

        private static Node scalar(ScalarNode node, int line) {
            String value = node.getValue();
            Tag tag = node.getTag();
            if (tag.equals(Tag.NULL)) {
                return new Node.Null(line);
            }
            if (tag.equals(Tag.BOOL)) {
                return switch (value.toLowerCase(Locale.ROOT)) {
                    case "true", "yes", "on" -> new Node.Flag(true, line);
                    default -> new Node.Flag(false, line);
                };
            }
            if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
                return new Node.Num(value, line);
            }
            return new Node.Text(value, line);
        }
    }
}
