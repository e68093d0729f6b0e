package dev.plinth.policy;

import dev.plinth.base.Need;
import dev.plinth.base.Resolution;
import dev.plinth.base.Unavailable;
import dev.plinth.image.ImageReference;
import dev.plinth.policy.condition.Decision;
import dev.plinth.policy.condition.Sight;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Weighs all rules of a policy on one image. */
final class PolicyJudge implements Judge {

    /** Said where a selector was taken to match because the namespace's labels are not known. */
    private static final String LABELS_UNKNOWN = " (namespace labels not known: the selector is taken to match)";

    private static final Comparator<Finding> STRICTEST_FIRST = Comparator.comparing(
                    Finding::mode, Comparator.reverseOrder())
            .thenComparing(Finding::kind, Comparator.comparingInt(PolicyJudge::rank));

    private final Policy policy;
    private final @Nullable Rule implicit;

    PolicyJudge(Policy policy) {
        this.policy = policy;
        boolean written = policy.rules().stream().anyMatch(rule -> rule.name().equals(Rule.BASE_CLAIM_REFUTED));
        this.implicit = written ? null : Rule.builtIn();
    }

    @Override
    public Set<Need> needs(Subject subject, LocalDate today) {
        Set<Need> needs = EnumSet.noneOf(Need.class);
        Place place = placeOf(subject);
        Sight unread = new Sight(subject.written(), subject.identity(), null, today);
        for (Rule rule : matching(place, subject.identity())) {
            boolean settled = rule.require().stream()
                            .allMatch(condition -> condition.decide(unread).equals(Decision.MET))
                    || policy.exemptions().stream()
                            .anyMatch(it -> it.exemptsUnread(rule, place, subject.identity(), today));
            if (!settled) {
                rule.require().forEach(condition -> needs.addAll(condition.needs()));
                if (policy.exemptions().stream().anyMatch(it -> it.mayExempt(rule, place, subject.identity(), today))) {
                    needs.add(Need.BASE);
                    needs.add(Need.VERIFIED);
                }
            }
        }
        // The built-in rule looks at what is read anyway; it is no reason to read.
        if (!needs.isEmpty() && implicit != null) {
            implicit.require().forEach(condition -> needs.addAll(condition.needs()));
        }
        return Set.copyOf(needs);
    }

    @Override
    public Verdict judge(Subject subject, Optional<Resolution> resolution, LocalDate today) {
        Place place = placeOf(subject);
        List<Rule> matching = matching(place, subject.identity());
        if (matching.isEmpty()) {
            return Verdict.COMPLIANT;
        }
        Sight sight = new Sight(subject.written(), subject.identity(), resolution.orElse(null), today);
        if (implicit != null && sight.resolution() instanceof Resolution.Classified) {
            matching.add(implicit);
        }
        return verdict(
                matching.stream()
                        .map(rule -> new Weighed(
                                rule,
                                Strictness.of(policy, rule, place, today),
                                rule.require().stream()
                                        .map(condition -> condition.decide(sight))
                                        .toList(),
                                first(exemption -> exemption.exempts(rule, place, sight))))
                        .toList(),
                place);
    }

    @Override
    public Verdict unreadable(Place place, Unavailable unavailable, LocalDate today) {
        return verdict(
                matching(place, null).stream()
                        .map(rule -> new Weighed(
                                rule,
                                Strictness.of(policy, rule, place, today),
                                List.of(new Decision.Unread(unavailable)),
                                first(exemption -> exemption.exemptsUnread(rule, place, null, today))))
                        .toList(),
                place);
    }

    private static Place placeOf(Subject subject) {
        return new Place(subject.namespace(), subject.namespaceLabels(), subject.kind(), subject.existing());
    }

    private List<Rule> matching(Place place, @Nullable ImageReference identity) {
        List<Rule> matching = new ArrayList<>();
        for (Rule rule : policy.rules()) {
            if (rule.match().matches(place, identity)) {
                matching.add(rule);
            }
        }
        return matching;
    }

    private @Nullable Exemption first(Predicate<Exemption> wanted) {
        return policy.exemptions().stream().filter(wanted).findFirst().orElse(null);
    }

    private Verdict verdict(List<Weighed> all, Place place) {
        Outcome outcome = Outcome.COMPLIANT;
        List<Finding> findings = new ArrayList<>();
        Set<String> exemptions = new LinkedHashSet<>();
        for (Weighed one : all) {
            Outcome its = one.outcome();
            outcome = its.compareTo(outcome) > 0 ? its : outcome;
            if (one.exemption() != null && its == Outcome.EXEMPT) {
                exemptions.add(one.exemption().id());
            }
            finding(one, all, place).ifPresent(findings::add);
        }
        findings.sort(STRICTEST_FIRST);
        return new Verdict(outcome, findings, List.copyOf(exemptions));
    }

    /**
     * What came of one rule.
     *
     * @param decisions in the order of its conditions
     * @param exemption the first that covers it; null if none
     */
    private record Weighed(
            Rule rule,
            Strictness strictness,
            List<Decision> decisions,
            @Nullable Exemption exemption) {

        Outcome unexempted() {
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
            return worst;
        }

        Outcome outcome() {
            Outcome without = unexempted();
            return exemption != null && without != Outcome.COMPLIANT ? Outcome.EXEMPT : without;
        }

        boolean isUnread() {
            return decisions.stream().anyMatch(Decision.Unread.class::isInstance);
        }

        /** The keys of the conditions that the image, which was read, left open. */
        List<String> undecided() {
            List<String> keys = new ArrayList<>();
            for (int i = 0; i < decisions.size(); i++) {
                if (decisions.get(i) instanceof Decision.Undecided) {
                    keys.add(rule.require().get(i).key());
                }
            }
            return keys;
        }
    }

    private Optional<Finding> finding(Weighed one, List<Weighed> all, Place place) {
        return switch (one.outcome()) {
            case COMPLIANT, EXEMPT -> Optional.empty();
            case VIOLATING ->
                Optional.of(finding(
                        one,
                        Finding.Kind.VIOLATION,
                        one.strictness().mode(),
                        true,
                        texts(one.decisions(), Decision.Violated.class),
                        place));
            case UNKNOWN -> {
                Action action = one.rule().onUnknown() != null ? one.rule().onUnknown() : policy.onUnknown();
                Mode cap = strictest(
                        all,
                        other -> one.undecided().stream()
                                .anyMatch(key -> other.rule().requires(key)));
                yield undecided(
                        one,
                        Finding.Kind.UNKNOWN,
                        action,
                        cap,
                        texts(one.decisions(), Decision.Undecided.class),
                        place);
            }
            case UNAVAILABLE -> {
                Unavailable why = one.decisions().stream()
                        .filter(Decision.Unread.class::isInstance)
                        .map(decision -> ((Decision.Unread) decision).why())
                        .findFirst()
                        .orElseThrow();
                Mode cap = strictest(all, Weighed::isUnread);
                yield undecided(
                        one,
                        Finding.Kind.UNAVAILABLE,
                        onUnavailable(one.rule(), why, place),
                        cap,
                        why.toString(),
                        place);
            }
        };
    }

    private Action onUnavailable(Rule rule, Unavailable why, Place place) {
        if (rule.onUnavailable() != null) {
            return rule.onUnavailable();
        }
        // Volumes may hold artifacts that nobody runs: charts, models, data.
        boolean artifact =
                place.kind() == ContainerKind.IMAGE_VOLUME && why.reason() == Unavailable.Reason.NOT_AN_IMAGE;
        return artifact ? Action.ALLOW : policy.onUnavailable();
    }

    /** The strictest mode among the rules that are not exempt and need the same. */
    private static Mode strictest(List<Weighed> all, Predicate<Weighed> needsTheSame) {
        return all.stream()
                .filter(other -> other.exemption() == null && needsTheSame.test(other))
                .map(other -> other.strictness().mode())
                .max(Comparator.naturalOrder())
                .orElse(Mode.AUDIT);
    }

    private static Optional<Finding> undecided(
            Weighed one, Finding.Kind kind, Action action, Mode cap, String text, Place place) {
        return switch (action) {
            case ALLOW -> Optional.empty();
            case WARN -> Optional.of(finding(one, kind, Mode.WARN.atMost(cap), false, text, place));
            case DENY -> Optional.of(finding(one, kind, cap, true, text, place));
        };
    }

    private static Finding finding(
            Weighed one, Finding.Kind kind, Mode mode, boolean willEnforce, String text, Place place) {
        Rule rule = one.rule();
        boolean counts = willEnforce && mode != Mode.ENFORCE;
        return new Finding(
                rule.name(),
                kind,
                mode,
                text + (rule.match().namespaces().guesses(place.namespaceLabels()) ? LABELS_UNKNOWN : ""),
                rule.message(),
                counts ? one.strictness().enforcedFrom() : null,
                counts ? one.strictness().daysLeft() : 0);
    }

    private static String texts(List<Decision> decisions, Class<? extends Decision> wanted) {
        List<String> texts = new ArrayList<>();
        for (Decision decision : decisions) {
            if (wanted.isInstance(decision)) {
                switch (decision) {
                    case Decision.Violated(String text) -> texts.add(text);
                    case Decision.Undecided(String text) -> texts.add(text);
                    case Decision.Met(), Decision.Unread _ -> {}
                }
            }
        }
        return String.join("; ", new LinkedHashSet<>(texts));
    }

    private static int rank(Finding.Kind kind) {
        return switch (kind) {
            case VIOLATION -> 0;
            case UNAVAILABLE -> 1;
            case UNKNOWN -> 2;
        };
    }
}
