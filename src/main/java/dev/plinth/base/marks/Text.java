package dev.plinth.base.marks;

/** Small scanners over text from outside. */
public final class Text {

    private Text() {}

    /** The longest run of digits and single dots that begins at an index and ends with a digit: {@code 3.24.2}; may be empty. */
    public static String version(String text, int from) {
        int end = from;
        while (end < text.length() && end - from < 24) {
            char c = text.charAt(end);
            boolean digit = c >= '0' && c <= '9';
            boolean dot = c == '.' && end > from && text.charAt(end - 1) != '.';
            if (!digit && !dot) {
                break;
            }
            end++;
        }
        while (end > from && text.charAt(end - 1) == '.') {
            end--;
        }
        return text.substring(from, end);
    }

    /** The first version in a text, from its first digit on. */
    public static String firstVersion(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= '0' && text.charAt(i) <= '9') {
                return version(text, i);
            }
        }
        return "";
    }

    /** The first parts of a version: of {@code 3.12.14} two are {@code 3.12}. */
    public static String parts(String version, int count) {
        int end = -1;
        for (int i = 0; i < count; i++) {
            end = version.indexOf('.', end + 1);
            if (end < 0) {
                return version;
            }
        }
        return version.substring(0, end);
    }

    /** A lower-case word of letters alone, as code names are. */
    public static boolean isLowerWord(String text) {
        if (text.isEmpty() || text.length() > 20) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < 'a' || text.charAt(i) > 'z') {
                return false;
            }
        }
        return true;
    }
}
