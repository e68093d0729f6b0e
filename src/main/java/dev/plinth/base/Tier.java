package dev.plinth.base;

import java.util.Locale;

/** How much stands in a base, ordered from the smallest; decided by content, never by words in a tag. */
public enum Tier {
    /** Nothing: no libc, shell or package database below the image's own files. */
    SCRATCH,
    /** A libc and a runtime; no shell, no package manager. */
    DISTROLESS,
    /** A musl or BusyBox userland with a shell, a few megabytes. */
    ALPINE,
    /** A glibc distribution with a shell, stripped of documentation, locales and build tools. */
    SLIM,
    /** A general distribution or a development image. */
    FULL;

    private final String label = name().toLowerCase(Locale.ROOT);

    /**
     * Reads a tier's label.
     *
     * @throws IllegalArgumentException if there is no such tier
     */
    public static Tier parse(String text) {
        for (Tier tier : values()) {
            if (tier.label.equals(text)) {
                return tier;
            }
        }
        throw new IllegalArgumentException("must be one of scratch, distroless, alpine, slim, full");
    }

    /** As it is written in policies, texts and metrics. */
    public String label() {
        return label;
    }
}
