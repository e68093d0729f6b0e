package dev.plinth.policy.document;

import dev.plinth.data.Fields;
import dev.plinth.data.Node;
import java.util.List;
import java.util.function.Function;

/** What keeps a document within reason: how long lists and texts may be, and what texts may hold. */
final class Limits {

    static final int MAX_ENTRIES = 1_000;
    private static final int MAX_NAME = 63;
    private static final int MAX_TEXT = 500;

    private Limits() {}

    /** Whether the list may be read: one that is too long is a problem, and an empty one that should not be. */
    static boolean acceptable(Fields fields, String key, boolean mayBeEmpty) {
        if (fields.node(key).orElse(null) instanceof Node.Sequence sequence) {
            int size = sequence.items().size();
            if (size > MAX_ENTRIES) {
                fields.problem(key, "must not have more than " + MAX_ENTRIES + " entries");
                return false;
            }
            if (size == 0 && !mayBeEmpty) {
                fields.problem(key, "must not be empty; leave the key out to mean all");
                return false;
            }
        }
        return true;
    }

    /** A list that, if it is there, has entries. */
    static <T> List<T> entries(Fields fields, String key, Function<String, T> parser) {
        return acceptable(fields, key, false) ? fields.list(key, parser) : List.of();
    }

    /** A name for metrics and texts. */
    static String name(String text) {
        boolean valid = !text.isEmpty()
                && text.length() <= MAX_NAME
                && text.chars()
                        .allMatch(c -> c >= 'a' && c <= 'z'
                                || c >= 'A' && c <= 'Z'
                                || c >= '0' && c <= '9'
                                || c == '-'
                                || c == '_'
                                || c == '.');
        if (!valid) {
            throw new IllegalArgumentException("must be a name of at most 63 letters, digits, '-', '_' and '.'");
        }
        return text;
    }

    /** A sentence for people, in one line. */
    static String sentence(String text) {
        if (text.isBlank() || text.length() > MAX_TEXT) {
            throw new IllegalArgumentException("must be a text of 1 to " + MAX_TEXT + " characters");
        }
        if (text.strip().chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("must be one line, without control characters");
        }
        return text.strip();
    }
}
