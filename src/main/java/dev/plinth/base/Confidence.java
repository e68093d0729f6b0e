package dev.plinth.base;

import java.util.Locale;

/** How well something is known, weakest first. */
public enum Confidence {
    /** Concluded from history or configuration, which is free text. */
    GUESSED,
    /** Somebody wrote it: an annotation, a label, a provenance statement; not checked. */
    CLAIMED,
    /** The base's layers are an ordered prefix of the image's, or the layers' content was read. */
    VERIFIED;

    private final String label = name().toLowerCase(Locale.ROOT);

    /**
     * Reads a label.
     *
     * @throws IllegalArgumentException if there is no such grade
     */
    public static Confidence parse(String text) {
        for (Confidence confidence : values()) {
            if (confidence.label.equals(text)) {
                return confidence;
            }
        }
        throw new IllegalArgumentException("must be one of guessed, claimed, verified");
    }

    /** As it is written in policies, texts and metrics. */
    public String label() {
        return label;
    }
}
