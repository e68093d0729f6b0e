package dev.plinth.registry.auth;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One challenge of a {@code WWW-Authenticate} field (RFC 9110, section 11.6.1): a scheme with parameters.
 *
 * @param scheme lower case
 * @param parameters names in lower case; the first counts where one stands twice
 */
record Challenge(String scheme, Map<String, String> parameters) {

    private static final int MAX_LENGTH = 8 * 1024;
    private static final int MAX_CHALLENGES = 16;

    Challenge {
        parameters = Map.copyOf(parameters);
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /** All challenges of all fields, in order; what is no challenge ends its field. */
    static List<Challenge> parse(List<String> fields) {
        List<Challenge> challenges = new ArrayList<>();
        for (String field : fields) {
            if (field.length() <= MAX_LENGTH) {
                new Scanner(field).into(challenges);
            }
        }
        return List.copyOf(challenges);
    }

    /**
     * A list of challenges and a list of parameters both have commas between; what stands before an equals sign is a parameter,
     * a token before anything else begins the next challenge.
     */
    private static final class Scanner {

        private final String text;
        private int at;

        Scanner(String text) {
            this.text = text;
        }

        void into(List<Challenge> challenges) {
            skipSeparators();
            String scheme = token();
            while (!scheme.isEmpty() && challenges.size() < MAX_CHALLENGES) {
                Map<String, String> parameters = new LinkedHashMap<>();
                String next = parameters(parameters);
                challenges.add(new Challenge(scheme.toLowerCase(Locale.ROOT), parameters));
                scheme = next;
            }
        }

        /** Reads parameters up to the end or the next scheme, which it returns; empty at the end. */
        private String parameters(Map<String, String> parameters) {
            while (true) {
                skipSeparators();
                String name = token();
                if (name.isEmpty()) {
                    return "";
                }
                int afterName = at;
                skipSpaces();
                if (at >= text.length() || text.charAt(at) != '=') {
                    at = afterName;
                    if (isToken68Rest()) {
                        continue;
                    }
                    return name;
                }
                at++;
                skipSpaces();
                if (at < text.length() && text.charAt(at) == '=') {
                    // padding of a token68, which no registry's scheme has
                    while (at < text.length() && text.charAt(at) == '=') {
                        at++;
                    }
                    continue;
                }
                String value = at < text.length() && text.charAt(at) == '"' ? quoted() : token();
                parameters.putIfAbsent(name.toLowerCase(Locale.ROOT), value);
            }
        }

        /** Whether what was read cannot be a scheme: it goes on with a character of token68 that is none of a token's. */
        private boolean isToken68Rest() {
            int start = at;
            while (at < text.length() && (isTokenCharacter(text.charAt(at)) || "/=".indexOf(text.charAt(at)) >= 0)) {
                at++;
            }
            return at > start;
        }

        private String quoted() {
            StringBuilder value = new StringBuilder();
            at++;
            while (at < text.length() && text.charAt(at) != '"') {
                if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                    at++;
                }
                value.append(text.charAt(at++));
            }
            at = Math.min(at + 1, text.length());
            return value.toString();
        }

        private String token() {
            int start = at;
            while (at < text.length() && isTokenCharacter(text.charAt(at))) {
                at++;
            }
            return text.substring(start, at);
        }

        private void skipSeparators() {
            while (at < text.length() && (text.charAt(at) == ',' || isSpace(text.charAt(at)))) {
                at++;
            }
        }

        private void skipSpaces() {
            while (at < text.length() && isSpace(text.charAt(at))) {
                at++;
            }
        }

        private static boolean isSpace(char c) {
            return c == ' ' || c == '\t';
        }

        private static boolean isTokenCharacter(char c) {
            return c >= '0' && c <= '9'
                    || c >= 'a' && c <= 'z'
                    || c >= 'A' && c <= 'Z'
                    || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
        }
    }
}
