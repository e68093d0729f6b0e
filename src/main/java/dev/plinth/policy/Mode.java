package dev.plinth.policy;

import java.util.Locale;

/** What a finding does, mildest first. */
public enum Mode {
    /** Metrics, log and audit annotations only. */
    AUDIT,
    /** A warning to the user. */
    WARN,
    /** A denial. */
    ENFORCE;

    private final String label = name().toLowerCase(Locale.ROOT);

    /**
     * Reads a label.
     *
     * @throws IllegalArgumentException if there is no such mode
     */
    public static Mode parse(String text) {
        for (Mode mode : values()) {
            if (mode.label.equals(text)) {
                return mode;
            }
        }
        throw new IllegalArgumentException("must be one of enforce, warn, audit");
    }

    public String label() {
        return label;
    }

    /** The milder of both. */
    public Mode atMost(Mode cap) {
        return compareTo(cap) <= 0 ? this : cap;
    }
}
