package dev.plinth.policy;

import java.util.Locale;

/** What came of judging one image, best first; never mixed, each has its own action, text and metric. */
public enum Outcome {
    COMPLIANT,
    EXEMPT,
    /** Read, but a needed fact cannot be told. */
    UNKNOWN,
    /** Could not be read. */
    UNAVAILABLE,
    VIOLATING;

    private final String label = name().toLowerCase(Locale.ROOT);

    public String label() {
        return label;
    }
}
