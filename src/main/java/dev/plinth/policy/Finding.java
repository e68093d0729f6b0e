package dev.plinth.policy;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One rule's objection to one image.
 *
 * @param rule name of the rule
 * @param kind whether the rule is violated, or could not be decided
 * @param mode what the finding does, after namespace, dates, caps and existing workloads
 * @param text what is wrong, without rule and image: {@code tier full is above slim}
 * @param message the operator's own sentence; null if none
 * @param enforcedFrom the day from which the rule enforces, if that is still to come; else null
 * @param daysLeft days until then; 0 if {@code enforcedFrom} is null
 */
public record Finding(
        String rule,
        Kind kind,
        Mode mode,
        String text,
        @Nullable String message,
        @Nullable LocalDate enforcedFrom,
        int daysLeft) {

    /** Why a rule objects. */
    public enum Kind {
        VIOLATION,
        UNKNOWN,
        UNAVAILABLE
    }
}
