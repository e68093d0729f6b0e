package dev.plinth.policy;

import java.util.Locale;

/** What is done where a rule cannot be decided, mildest first. */
public enum Action {
    ALLOW,
    WARN,
    DENY;

    private final String label = name().toLowerCase(Locale.ROOT);

    /**
     * Reads a label.
     *
     * @throws IllegalArgumentException if there is no such action
     */
    public static Action parse(String text) {
        for (Action action : values()) {
            if (action.label.equals(text)) {
                return action;
            }
        }
        throw new IllegalArgumentException("must be one of allow, warn, deny");
    }

    public String label() {
        return label;
    }
}
