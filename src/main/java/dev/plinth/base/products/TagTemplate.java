package dev.plinth.base.products;

import dev.plinth.base.Facts;
import dev.plinth.base.history.Step;
import dev.plinth.base.marks.Clues;
import dev.plinth.base.marks.Text;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fills templates of tags ({@code {v2}-php{php}-{sapi}{os}}) with what an image says of itself.
 *
 * @param version of the product; empty if unknown
 * @param root facts of the distribution
 * @param slim whether the distribution is a slim one
 * @param on what the most telling tags say of what they stand on: {@code -slim-trixie}; empty if nothing
 */
record TagTemplate(Clues clues, String version, Facts root, boolean slim, String on) {

    private static final int LONGEST = 128;

    private static final String PYPY = "/pypy";

    /** Before a text that a step or a variable must, or must not, hold: with {@code {~DIND_COMMIT=}} a tag is only likely where one does. */
    private static final char HOLDS = '~';

    private static final char LACKS = '!';

    /** Between a variable's name and how many parts of its version are meant: {@code {OTP_VERSION:1}}. */
    private static final char PARTS = ':';

    /** The tag; null if something that the template asks for is not known, or no tag comes of it. */
    @Nullable
    String fill(String template, String os) {
        StringBuilder tag = new StringBuilder();
        int from = 0;
        while (from < template.length()) {
            int open = template.indexOf('{', from);
            int close = open < 0 ? -1 : template.indexOf('}', open);
            if (close < 0) {
                tag.append(template, from, template.length());
                break;
            }
            String value = value(template.substring(open + 1, close), os);
            if (value == null || value.length() > LONGEST) {
                return null;
            }
            tag.append(template, from, open).append(value);
            from = close + 1;
        }
        // With nothing before it, what follows from the root begins the tag.
        String text = tag.indexOf("-") == 0 ? tag.substring(1) : tag.toString();
        return isTag(text) ? text : null;
    }

    private @Nullable String value(String name, String os) {
        if (name.indexOf(HOLDS) == 0 || name.indexOf(LACKS) == 0) {
            return isSaid(name.substring(1)) == (name.charAt(0) == HOLDS) ? "" : null;
        }
        int parts = name.indexOf(PARTS);
        if (parts > 0) {
            String variable = name.substring(0, parts);
            String value = clues.environment()
                    .get(variable)
                    .or(() -> clues.steps().argument(variable))
                    .orElse("");
            return orNull(Text.parts(Text.firstVersion(value), name.charAt(name.length() - 1) - '0'));
        }
        return switch (name) {
            case "os" -> os;
            case "on" -> on;
            case "slim" -> slim ? "-slim" : "";
            case "v1" -> orNull(Text.parts(version, 1));
            case "v2" -> parts(2);
            case "v3" -> parts(4);
            case "java" -> orNull(JavaMarks.major(clues));
            case "jk" -> JavaMarks.kind(clues);
            case "vendor" -> JavaMarks.vendor(clues);
            case "php" ->
                orNull(Text.parts(
                        Text.firstVersion(clues.environment().get("PHP_VERSION").orElse("")), 2));
            case "py" -> orNull(Text.parts(python(), 2));
            case "ref" ->
                clues.config()
                        .label("org.opencontainers.image.ref.name")
                        .filter(TagTemplate::isTag)
                        .orElse(null);
            case "sapi" -> sapi(clues);
            case "release" -> root.release();
            case "codename" -> root.codename();
            default ->
                clues.environment()
                        .get(name)
                        .or(() -> clues.steps().argument(name))
                        .filter(TagTemplate::isTag)
                        .orElse(null);
        };
    }

    /** Only where the version has more parts than the shorter forms have: the same tag need not be asked twice. */
    private @Nullable String parts(int count) {
        String parts = Text.parts(version, count);
        return parts.equals(Text.parts(version, count == 2 ? 1 : 2)) ? null : parts;
    }

    private boolean isSaid(String text) {
        if (JavaMarks.mentions(clues, text)) {
            return true;
        }
        int equals = text.indexOf('=');
        for (Map.Entry<String, String> variable : clues.environment().values().entrySet()) {
            String name = variable.getKey();
            String value = variable.getValue();
            boolean holds = equals < 0
                    ? name.contains(text) || value.contains(text)
                    : name.endsWith(text.substring(0, equals)) && value.startsWith(text.substring(equals + 1));
            if (holds) {
                return true;
            }
        }
        return false;
    }

    /** Python's version; PyPy's images only say which one theirs is like in what they download: {@code pypy3.11-v7.3.23}. */
    private String python() {
        String version =
                Text.firstVersion(clues.environment().get("PYTHON_VERSION").orElse(""));
        for (Step step : version.isEmpty() ? clues.steps().all() : List.<Step>of()) {
            int at = step.text().indexOf(PYPY);
            while (at >= 0) {
                String like = Text.version(step.text(), at + PYPY.length());
                if (step.text().startsWith("-v", at + PYPY.length() + like.length())) {
                    return like;
                }
                at = step.text().indexOf(PYPY, at + 1);
            }
        }
        return version;
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    /** How PHP is served: within Apache, by its process manager, or not at all; then it may be safe for threads. */
    static String sapi(Clues clues) {
        if (clues.environment().has("APACHE_ENVVARS") || clues.environment().has("APACHE_CONFDIR")) {
            return "apache";
        }
        if (JavaMarks.mentions(clues, "--enable-fpm") || JavaMarks.mentions(clues, "[\"php-fpm\"]")) {
            return "fpm";
        }
        return JavaMarks.mentions(clues, "--enable-zts") || JavaMarks.mentions(clues, "--enable-maintainer-zts")
                ? "zts"
                : "cli";
    }

    private static boolean isTag(String text) {
        if (text.isEmpty() || text.length() > LONGEST || text.charAt(0) == '.' || text.charAt(0) == '-') {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean word = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (!word && c != '.' && c != '-' && c != '_') {
                return false;
            }
        }
        return true;
    }
}
