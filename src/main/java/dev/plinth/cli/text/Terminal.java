package dev.plinth.cli.text;

import java.io.InputStream;
import java.io.PrintStream;

/**
 * Where a command reads and writes.
 *
 * @param in standard input
 * @param out results, and nothing else
 * @param err errors, notes and progress
 * @param colours whether results are coloured: only where a person sees them and has not set {@code NO_COLOR}
 * @param interactive whether a person watches {@code err}: then progress is shown there
 */
public record Terminal(InputStream in, PrintStream out, PrintStream err, boolean colours, boolean interactive) {

    /** Red, yellow, green, bold and faint, if colours are on. */
    public String paint(Colour colour, String text) {
        return colours ? "\u001b[" + colour.code + "m" + text + "\u001b[0m" : text;
    }

    /** The few colours that mean something. */
    public enum Colour {
        BAD("31"),
        WARN("33"),
        GOOD("32"),
        STRONG("1"),
        FAINT("2");

        private final String code;

        Colour(String code) {
            this.code = code;
        }
    }

    /** Text from outside, safe for a terminal: control and format characters become {@code ?}. */
    public static String plain(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
