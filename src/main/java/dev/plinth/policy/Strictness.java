package dev.plinth.policy;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * How strict a rule's findings are on one image: the rule's mode, else the namespace entry's, else the policy's; never
 * stricter than a matching namespace entry, nor than objects that a controller makes may be judged.
 *
 * @param mode of a violation today
 * @param enforcedFrom the day from which it enforces, where that is still to come; else null
 * @param daysLeft days until then, else 0
 */
record Strictness(Mode mode, @Nullable LocalDate enforcedFrom, int daysLeft) {

    static Strictness of(Policy policy, Rule rule, Judge.Place place, LocalDate today) {
        Mode ofNamespace =
                policy.entryFor(place).map(Policy.NamespaceMode::mode).orElse(null);
        Mode cap = place.existing() ? policy.existing() : Mode.ENFORCE;
        if (ofNamespace != null) {
            cap = cap.atMost(ofNamespace);
        }
        Mode written = rule.mode() != null ? rule.mode() : ofNamespace != null ? ofNamespace : policy.mode();
        LocalDate from = rule.enforceFrom();
        if (from == null) {
            return new Strictness(written.atMost(cap), null, 0);
        }
        if (!today.isBefore(from)) {
            return new Strictness(Mode.ENFORCE.atMost(cap), null, 0);
        }
        // An inherited mode may be enforce; before its day the rule must not deny all the same.
        Mode until = written.atMost(Mode.WARN).atMost(cap);
        return cap == Mode.ENFORCE
                ? new Strictness(
                        until, from, Math.toIntExact(Math.min(ChronoUnit.DAYS.between(today, from), 1_000_000)))
                : new Strictness(until, null, 0);
    }
}
