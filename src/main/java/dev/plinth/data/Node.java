package dev.plinth.data;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One value of a decoded document. {@code line} is the 1-based line it begins on, or 0 where the format keeps none (JSON).
 *
 * <p>The accessors on this interface read foreign documents: a missing or ill-typed part is absent, never an error.
 */
public sealed interface Node {

    /** The 1-based line that the value begins on, 0 if unknown. */
    int line();

    /** The value below these keys, each a key of a mapping; empty if any is missing or explicitly null. */
    default Optional<Node> find(String... keys) {
        Node at = this;
        for (String key : keys) {
            Node next = at instanceof Mapping mapping ? mapping.entries().get(key) : null;
            if (next == null || next instanceof Null) {
                return Optional.empty();
            }
            at = next;
        }
        return Optional.of(at);
    }

    /** The text below these keys; empty if missing or no text. */
    default Optional<String> text(String... keys) {
        return find(keys).filter(Text.class::isInstance).map(node -> ((Text) node).value());
    }

    /** The items below these keys; empty if missing or no sequence. */
    default List<Node> items(String... keys) {
        Optional<Node> found = find(keys);
        return found.isPresent() && found.get() instanceof Sequence sequence ? sequence.items() : List.of();
    }

    /** The texts among the items below these keys, others left out. */
    default List<String> texts(String... keys) {
        return items(keys).stream()
                .filter(Text.class::isInstance)
                .map(node -> ((Text) node).value())
                .toList();
    }

    /** The entries below these keys; empty if missing or no mapping. */
    default Map<String, Node> entries(String... keys) {
        Optional<Node> found = find(keys);
        return found.isPresent() && found.get() instanceof Mapping mapping ? mapping.entries() : Map.of();
    }

    /** The entries below these keys whose value is text, others left out, in their order. */
    default Map<String, String> textEntries(String... keys) {
        Map<String, Node> entries = entries(keys);
        if (entries.isEmpty()) {
            return Map.of();
        }
        Map<String, String> texts = LinkedHashMap.newLinkedHashMap(entries.size());
        entries.forEach((key, value) -> {
            if (value instanceof Text text) {
                texts.put(key, text.value());
            }
        });
        return Collections.unmodifiableMap(texts);
    }

    /** The whole number below these keys; empty if missing, no number, not whole or over 64 bits. */
    default OptionalLong whole(String... keys) {
        Optional<Node> found = find(keys);
        return found.isPresent() && found.get() instanceof Num number ? number.whole() : OptionalLong.empty();
    }

    /** The boolean below these keys; empty if missing or no boolean. */
    default Optional<Boolean> flag(String... keys) {
        return find(keys).filter(Flag.class::isInstance).map(node -> ((Flag) node).value());
    }

    /** What the value is, in the words of the formats, for error texts. */
    default String kind() {
        return switch (this) {
            case Mapping _ -> "a mapping";
            case Sequence _ -> "a list";
            case Text _ -> "text";
            case Num _ -> "a number";
            case Flag _ -> "a boolean";
            case Null _ -> "null";
        };
    }

    /** Keys with values, in the order of the document. A key stands once. */
    record Mapping(Map<String, Node> entries, int line) implements Node {
        public Mapping {
            entries = Entries.copyOf(entries);
        }

        /**
         * A mapping of keys with their values, in turn: text and node, text and node.
         *
         * @throws IllegalArgumentException if a key stands twice
         */
        public static Mapping of(List<?> keysAndValues, int line) {
            return new Mapping(Entries.of(keysAndValues), line);
        }
    }

    /** Values in order. */
    record Sequence(List<Node> items, int line) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /** A string. */
    record Text(String value, int line) implements Node {}

    /** A number, as it was written. */
    record Num(String literal, int line) implements Node {

        /** The number if it is whole and fits 64 bits. */
        public OptionalLong whole() {
            try {
                return OptionalLong.of(Long.parseLong(literal));
            } catch (NumberFormatException _) {
                // 1e3 and 1.0 are whole as well; the length bound keeps 1e999999999 from costing anything.
                if (literal.length() > 40) {
                    return OptionalLong.empty();
                }
            }
            try {
                BigDecimal decimal = new BigDecimal(literal);
                return Math.abs(decimal.scale()) > 40
                        ? OptionalLong.empty()
                        : OptionalLong.of(decimal.longValueExact());
            } catch (NumberFormatException | ArithmeticException _) {
                return OptionalLong.empty();
            }
        }
    }

    /** A boolean. */
    record Flag(boolean value, int line) implements Node {}

    /** An explicit null. */
    record Null(int line) implements Node {}
}
