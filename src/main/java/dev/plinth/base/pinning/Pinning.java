package dev.plinth.base.pinning;

import dev.plinth.image.reference.ImageReference;
import java.util.Locale;

/** How firmly a reference holds on to one build, weakest first. */
public enum Pinning {
    /** No tag and no digest, or {@code latest}. */
    NONE,
    /** A tag that names no operating-system release. */
    FLOATING,
    /** The tag, or the repository name, names a release. */
    CODENAME,
    /** A digest: the only reproducible choice. */
    DIGEST;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The grade of a reference as it was written. */
    public static Pinning of(ImageReference reference) {
        return PinningGrades.of(reference);
    }

    /**
     * Reads a label.
     *
     * @throws IllegalArgumentException if there is no such grade
     */
    public static Pinning parse(String text) {
        for (Pinning pinning : values()) {
            if (pinning.label.equals(text)) {
                return pinning;
            }
        }
        throw new IllegalArgumentException("must be one of none, floating, codename, digest");
    }

    /** As it is written in policies, texts and metrics. */
    public String label() {
        return label;
    }
}
