package dev.plinth.policy;

import dev.plinth.base.Unavailable;
import dev.plinth.policy.condition.Decision;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came of one rule on one image.
 *
 * @param rule that matched
 * @param place where the image is used
 * @param strictness how strict the rule's findings are there
 * @param decisions in the order of its conditions; one alone where nothing could be decided
 * @param exemption the first that covers it; null if none
 */
record WeighedRule(
        Rule rule,
        Judge.Place place,
        Strictness strictness,
        List<Decision> decisions,
        @Nullable Exemption exemption) {

    /** Said where a selector was taken to match because the namespace's labels are not known. */
    private static final String LABELS_UNKNOWN = " (namespace labels not known: the selector is taken to match)";

    /**
     * How strict a rule's findings are: the rule's mode, else the namespace entry's, else the policy's; never stricter than a
     * matching namespace entry, nor than objects that a controller makes may be judged.
     *
     * @param mode of a violation today
     * @param enforcedFrom the day from which it enforces, where that is still to come; else null
     * @param daysLeft days until then, else 0
     */
    record Strictness(Mode mode, @Nullable LocalDate enforcedFrom, int daysLeft) {

        static Strictness of(Policy policy, @Nullable Mode ofNamespace, Rule rule, Judge.Place place, LocalDate today) {
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
                return new Strictness(cap, null, 0);
            }
            // An inherited mode may be enforce; before its day the rule must not deny all the same.
            Mode until = written.atMost(Mode.WARN).atMost(cap);
            long days = Math.min(ChronoUnit.DAYS.between(today, from), Integer.MAX_VALUE);
            return cap == Mode.ENFORCE
                    ? new Strictness(until, from, Math.toIntExact(days))
                    : new Strictness(until, null, 0);
        }
    }

    Outcome outcome() {
        Outcome worst = Outcome.COMPLIANT;
        for (Decision decision : decisions) {
            Outcome its = switch (decision) {
                case Decision.Met() -> Outcome.COMPLIANT;
                case Decision.Violated _ -> Outcome.VIOLATING;
                case Decision.Undecided _ -> Outcome.UNKNOWN;
                case Decision.Unread _ -> Outcome.UNAVAILABLE;
            };
            worst = its.compareTo(worst) > 0 ? its : worst;
        }
        // Where there is nothing to object to, an exemption makes no difference.
        return exemption != null && worst != Outcome.COMPLIANT ? Outcome.EXEMPT : worst;
    }

    boolean isUnread() {
        return decisions.stream().anyMatch(Decision.Unread.class::isInstance);
    }

    boolean isUnreadBecause(Unavailable.Reason reason) {
        return decisions.stream()
                .anyMatch(decision -> decision instanceof Decision.Unread(Unavailable why) && why.reason() == reason);
    }

    /** The keys of the conditions that the image, which was read, left open. */
    List<String> undecidedKeys() {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < decisions.size(); i++) {
            if (decisions.get(i) instanceof Decision.Undecided) {
                keys.add(rule.require().get(i).key());
            }
        }
        return keys;
    }

    Finding violation() {
        return finding(Finding.Kind.VIOLATION, strictness.mode(), true);
    }

    /** The finding where something is not known; none where that is allowed. */
    Optional<Finding> undecided(Finding.Kind kind, Action action, Mode cap) {
        return switch (action) {
            case ALLOW -> Optional.empty();
            case WARN -> Optional.of(finding(kind, Mode.WARN.atMost(cap), false));
            case DENY -> Optional.of(finding(kind, cap, true));
        };
    }

    private Finding finding(Finding.Kind kind, Mode mode, boolean followsMode) {
        boolean counts = followsMode && mode != Mode.ENFORCE;
        boolean guessed = rule.match().namespaces().guesses(place.namespaceLabels());
        return new Finding(
                rule.name(),
                kind,
                mode,
                text(kind) + (guessed ? LABELS_UNKNOWN : ""),
                rule.message(),
                counts ? strictness.enforcedFrom() : null,
                counts ? strictness.daysLeft() : 0);
    }

    private String text(Finding.Kind kind) {
        LinkedHashSet<String> texts = new LinkedHashSet<>();
        for (Decision decision : decisions) {
            switch (decision) {
                case Decision.Met() -> {}
                case Decision.Violated(String text) when kind == Finding.Kind.VIOLATION -> texts.add(text);
                case Decision.Undecided(String text) when kind == Finding.Kind.UNKNOWN -> texts.add(text);
                case Decision.Unread(Unavailable why)
                when kind == Finding.Kind.UNAVAILABLE -> texts.add(why.toString());
                case Decision.Violated _, Decision.Undecided _, Decision.Unread _ -> {}
            }
        }
        return String.join("; ", texts);
    }
}
