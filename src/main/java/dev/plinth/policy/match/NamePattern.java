package dev.plinth.policy.match;

import dev.plinth.data.Glob;
import java.util.Objects;

/** A pattern over names of namespaces: {@code *} stands for any characters, none included. */
public final class NamePattern {

    private static final int MAX_LENGTH = 63;

    private final String text;

    private NamePattern(String text) {
        this.text = text;
    }

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException if no namespace could have such a name
     */
    public static NamePattern parse(String text) {
        boolean valid = !text.isEmpty()
                && text.length() <= MAX_LENGTH
                && text.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '*');
        if (!valid) {
            throw new IllegalArgumentException(
                    "must be a namespace's name of at most 63 lower-case letters, digits and '-', with * for any characters");
        }
        return new NamePattern(text);
    }

    /** Whether it matches the whole name. */
    public boolean matches(String name) {
        return Glob.matches(text, name);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NamePattern pattern && pattern.text.equals(text);
    }

    @Override
    public int hashCode() {
        return Objects.hash(text);
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
