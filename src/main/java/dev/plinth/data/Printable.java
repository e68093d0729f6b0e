package dev.plinth.data;

/** Text from outside, made fit for a line that a person reads. */
public final class Printable {

    private static final int MOST = 120;

    private Printable() {}

    /** At most 120 characters, control and format characters replaced. */
    public static String of(String text) {
        StringBuilder out = new StringBuilder(Math.min(text.length(), MOST));
        text.codePoints().limit(MOST).forEach(c -> {
            int type = Character.getType(c);
            boolean harmful = Character.isISOControl(c)
                    || type == Character.FORMAT
                    || type == Character.SURROGATE
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR;
            out.appendCodePoint(harmful ? '\uFFFD' : c);
        });
        if (text.codePointCount(0, text.length()) > MOST) {
            out.append('…');
        }
        return out.toString();
    }
}
