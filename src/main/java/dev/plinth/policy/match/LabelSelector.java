package dev.plinth.policy.match;

import java.util.List;
import java.util.Map;

/**
 * A selector over labels with the semantics of Kubernetes ({@code meta/v1 LabelSelector}): all requirements must hold, an
 * empty selector matches everything, and {@code NotIn} holds where the label is missing.
 *
 * @param requirements {@code matchLabels} as {@code In} of one value, and {@code matchExpressions}
 */
public record LabelSelector(List<Requirement> requirements) {

    public LabelSelector {
        requirements = List.copyOf(requirements);
    }

    /** How a requirement looks at a label. */
    public enum Operator {
        IN("In"),
        NOT_IN("NotIn"),
        EXISTS("Exists"),
        DOES_NOT_EXIST("DoesNotExist");

        private final String label;

        Operator(String label) {
            this.label = label;
        }

        /**
         * Reads an operator.
         *
         * @throws IllegalArgumentException if there is no such operator
         */
        public static Operator parse(String text) {
            for (Operator operator : values()) {
                if (operator.label.equals(text)) {
                    return operator;
                }
            }
            throw new IllegalArgumentException("must be one of In, NotIn, Exists, DoesNotExist");
        }

        /** Whether it compares with values. */
        public boolean takesValues() {
            return this == IN || this == NOT_IN;
        }
    }

    /**
     * One requirement.
     *
     * @param key of the label
     * @param operator how it is looked at
     * @param values to compare with; empty exactly where the operator takes none
     */
    public record Requirement(String key, Operator operator, List<String> values) {
        public Requirement {
            values = List.copyOf(values);
            if (operator.takesValues() == values.isEmpty()) {
                throw new IllegalArgumentException(
                        operator.takesValues()
                                ? "values must not be empty for In and NotIn"
                                : "values must be left out for Exists and DoesNotExist");
            }
        }

        boolean holds(Map<String, String> labels) {
            String value = labels.get(key);
            return switch (operator) {
                case IN -> value != null && values.contains(value);
                case NOT_IN -> value == null || !values.contains(value);
                case EXISTS -> value != null;
                case DOES_NOT_EXIST -> value == null;
            };
        }
    }

    /** Whether these labels have all that is required. */
    public boolean matches(Map<String, String> labels) {
        return requirements.stream().allMatch(requirement -> requirement.holds(labels));
    }
}
