package dev.plinth.data;

/**
 * One fault of a document: where it is, and a text that says what is wrong and what would be right.
 *
 * @param path where in the document, as {@code rules[2].require.tier}; empty for the document itself
 * @param line the 1-based line, 0 if unknown
 * @param text what is wrong and the way out, without the place
 */
public record Problem(String path, int line, String text) {

    /** {@code line 12: rules[2].require.tier: …}, parts that are unknown left out. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        if (line > 0) {
            out.append("line ").append(line).append(": ");
        }
        if (!path.isEmpty()) {
            out.append(path).append(": ");
        }
        return out.append(text).toString();
    }
}
