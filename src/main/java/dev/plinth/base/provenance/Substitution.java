package dev.plinth.base.provenance;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fills in arguments as a Dockerfile does: {@code $NAME}, {@code ${NAME}}, {@code ${NAME:-default}}, {@code ${NAME:+other}}. One pass:
 * what was filled in is not looked at again, so that nothing grows without end.
 */
final class Substitution {

    private static final int LONGEST = 1_000;

    private Substitution() {}

    /** The text with all arguments filled in; null if one is not known, or the form is another one. */
    static @Nullable String of(String text, Map<String, String> arguments) {
        StringBuilder filled = new StringBuilder();
        int i = 0;
        while (i < text.length()) {
            if (filled.length() > LONGEST) {
                return null;
            }
            char c = text.charAt(i);
            if (c != '$') {
                filled.append(c);
                i++;
                continue;
            }
            boolean braced = i + 1 < text.length() && text.charAt(i + 1) == '{';
            int from = braced ? i + 2 : i + 1;
            int to = nameEnd(text, from);
            if (to == from) {
                return null;
            }
            String value = arguments.get(text.substring(from, to));
            if (!braced) {
                if (value == null) {
                    return null;
                }
                filled.append(value);
                i = to;
                continue;
            }
            int close = text.indexOf('}', to);
            if (close < 0) {
                return null;
            }
            String resolved = resolve(value, text.substring(to, close), arguments);
            if (resolved == null) {
                return null;
            }
            filled.append(resolved);
            i = close + 1;
        }
        return filled.length() > LONGEST ? null : filled.toString();
    }

    private static @Nullable String resolve(@Nullable String value, String form, Map<String, String> arguments) {
        if (form.isEmpty()) {
            return value;
        }
        boolean emptyToo = form.startsWith(":");
        String rest = emptyToo ? form.substring(1) : form;
        if (rest.isEmpty()) {
            return null;
        }
        boolean has = value != null && !(emptyToo && value.isEmpty());
        String word = rest.substring(1);
        return switch (rest.charAt(0)) {
            case '-' -> has ? value : plain(word, arguments);
            case '+' -> has ? plain(word, arguments) : "";
            default -> null;
        };
    }

    /** A default may be an argument itself, but holds no further form. */
    private static @Nullable String plain(String word, Map<String, String> arguments) {
        if (word.indexOf('$') < 0) {
            return word;
        }
        return word.charAt(0) == '$' && nameEnd(word, 1) == word.length() ? arguments.get(word.substring(1)) : null;
    }

    private static int nameEnd(String text, int from) {
        int to = from;
        while (to < text.length()) {
            char c = text.charAt(to);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
            if (!letter && !(to > from && c >= '0' && c <= '9')) {
                break;
            }
            to++;
        }
        return to;
    }
}
