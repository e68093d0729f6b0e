package dev.plinth.base.history;

/** Looks for whole words in shell text, in one pass and without regular expressions: the text is an attacker's. */
public final class Words {

    private Words() {}

    /** Whether the word stands in the text, neither end touching a character of a package's name. */
    public static boolean has(String text, String word) {
        int at = text.indexOf(word);
        while (at >= 0) {
            int end = at + word.length();
            if ((at == 0 || !isNameCharacter(text.charAt(at - 1)))
                    && (end == text.length() || !isNameCharacter(text.charAt(end)))) {
                return true;
            }
            at = text.indexOf(word, at + 1);
        }
        return false;
    }

    /** Whether one of the words does. */
    public static boolean hasOne(String text, Iterable<String> words) {
        for (String word : words) {
            if (has(text, word)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isNameCharacter(char c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c == '-'
                || c == '_'
                || c == '+'
                || c == '.'
                || c == '$';
    }
}
