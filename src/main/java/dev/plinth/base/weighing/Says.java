package dev.plinth.base.weighing;

/** Text for people, made of what outsiders wrote: bounded, and without anything that steers a terminal or a log. */
final class Says {

    /** Longest line of evidence, in characters. */
    static final int LONGEST = 300;

    private Says() {}

    static String clean(String text) {
        StringBuilder clean = new StringBuilder(Math.min(text.length(), LONGEST + 1));
        for (int i = 0; i < text.length(); i++) {
            if (clean.length() >= LONGEST) {
                // No half of a surrogate pair is left at the end.
                if (Character.isHighSurrogate(clean.charAt(clean.length() - 1))) {
                    clean.setLength(clean.length() - 1);
                }
                return clean.append('…').toString();
            }
            char c = text.charAt(i);
            clean.append(isPrintable(c) ? c : ' ');
        }
        return clean.toString();
    }

    /** {@code layer is} or {@code 4 layers are}. */
    static String layers(int count) {
        return count == 1 ? "layer is" : count + " layers are";
    }

    private static boolean isPrintable(char c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
