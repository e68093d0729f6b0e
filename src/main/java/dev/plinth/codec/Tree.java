package dev.plinth.codec;

import dev.plinth.data.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes a mapping key by key, in the order of the calls; what is null stands there as an explicit null. */
public final class Tree {

    private final Map<String, Node> entries = new LinkedHashMap<>();

    /** A value of a document that is being made: text, number, boolean or null. */
    public static Node value(@Nullable Object value) {
        return switch (value) {
            case null -> new Node.Null(0);
            case Node node -> node;
            case Boolean flag -> new Node.Flag(flag, 0);
            case Number number -> new Node.Num(number.toString(), 0);
            default -> new Node.Text(value.toString(), 0);
        };
    }

    /** Items one by one. */
    public static <T> Node list(List<T> items, Function<? super T, ?> each) {
        return new Node.Sequence(
                items.stream().map(item -> value(each.apply(item))).toList(), 0);
    }

    public Tree with(String key, @Nullable Object value) {
        entries.put(key, value(value));
        return this;
    }

    public <T> Tree with(String key, List<T> items, Function<? super T, ?> each) {
        entries.put(key, list(items, each));
        return this;
    }

    public Node node() {
        return new Node.Mapping(entries, 0);
    }
}
