package dev.plinth.policy;

import dev.plinth.base.Resolution;
import dev.plinth.base.Unavailable;
import dev.plinth.base.inquiry.Need;
import dev.plinth.image.reference.ImageReference;
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
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Weighs all rules of a policy on one image. */
final class PolicyJudge implements Judge {

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
        List<Exemption> exemptions = exemptions(place, subject.identity(), today);
        Sight unread = new Sight(subject.written(), subject.identity(), null, today);
        for (Rule rule : matching(place, subject.identity())) {
            List<Exemption> covering =
                    exemptions.stream().filter(it -> it.covers(rule)).toList();
            boolean settled = covering.stream().anyMatch(Exemption::needsNoLook)
                    || rule.require().stream()
                            .allMatch(condition -> condition.decide(unread).equals(Decision.MET));
            if (!settled) {
                rule.require().forEach(condition -> needs.addAll(condition.needs()));
                if (!covering.isEmpty()) {
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
        List<Exemption> exemptions = exemptions(place, subject.identity(), today).stream()
                .filter(exemption -> exemption.includesBase(sight))
                .toList();
        return verdict(weigh(
                matching,
                place,
                today,
                exemptions,
                rule -> rule.require().stream()
                        .map(condition -> condition.decide(sight))
                        .toList()));
    }

    @Override
    public Verdict unreadable(Place place, Unavailable unavailable, LocalDate today) {
        List<Exemption> exemptions = exemptions(place, null, today).stream()
                .filter(Exemption::needsNoLook)
                .toList();
        return verdict(
                weigh(matching(place, null), place, today, exemptions, _ -> List.of(new Decision.Unread(unavailable))));
    }

    private List<WeighedRule> weigh(
            List<Rule> rules,
            Place place,
            LocalDate today,
            List<Exemption> exemptions,
            Function<Rule, List<Decision>> decider) {
        Mode ofNamespace =
                policy.entryFor(place).map(Policy.NamespaceMode::mode).orElse(null);
        return rules.stream()
                .map(rule -> new WeighedRule(
                        rule,
                        place,
                        WeighedRule.Strictness.of(policy, ofNamespace, rule, place, today),
                        decider.apply(rule),
                        exemptions.stream()
                                .filter(exemption -> exemption.covers(rule))
                                .findFirst()
                                .orElse(null)))
                .toList();
    }

    private List<Exemption> exemptions(Place place, @Nullable ImageReference identity, LocalDate today) {
        return policy.exemptions().stream()
                .filter(exemption -> exemption.isFor(place, identity, today))
                .toList();
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

    private Verdict verdict(List<WeighedRule> all) {
        Outcome outcome = Outcome.COMPLIANT;
        List<Finding> findings = new ArrayList<>();
        Set<String> exemptions = new LinkedHashSet<>();
        for (WeighedRule one : all) {
            Outcome its = one.outcome();
            outcome = its.compareTo(outcome) > 0 ? its : outcome;
            if (one.exemption() != null && its == Outcome.EXEMPT) {
                exemptions.add(one.exemption().id());
            }
            finding(one, all).ifPresent(findings::add);
        }
        findings.sort(STRICTEST_FIRST);
        return new Verdict(outcome, findings, List.copyOf(exemptions));
    }

    private Optional<Finding> finding(WeighedRule one, List<WeighedRule> all) {
        return switch (one.outcome()) {
            case COMPLIANT, EXEMPT -> Optional.empty();
            case VIOLATING -> Optional.of(one.violation());
            case UNKNOWN ->
                one.undecided(
                        Finding.Kind.UNKNOWN,
                        one.rule().onUnknown() != null ? one.rule().onUnknown() : policy.onUnknown(),
                        strictest(
                                all,
                                other -> one.undecidedKeys().stream()
                                        .anyMatch(key -> other.rule().requires(key))));
            case UNAVAILABLE ->
                one.undecided(Finding.Kind.UNAVAILABLE, onUnavailable(one), strictest(all, WeighedRule::isUnread));
        };
    }

    private Action onUnavailable(WeighedRule one) {
        if (one.rule().onUnavailable() != null) {
            return one.rule().onUnavailable();
        }
        // Volumes may hold artifacts that nobody runs: charts, models, data.
        boolean volume = one.place().kind() == ContainerKind.IMAGE_VOLUME;
        return volume && one.isUnreadBecause(Unavailable.Reason.NOT_AN_IMAGE) ? Action.ALLOW : policy.onUnavailable();
    }

    /** The strictest mode among the rules that are not exempt and need the same. */
    private static Mode strictest(List<WeighedRule> all, Predicate<WeighedRule> needsTheSame) {
        return all.stream()
                .filter(other -> other.exemption() == null && needsTheSame.test(other))
                .map(other -> other.strictness().mode())
                .max(Comparator.naturalOrder())
                .orElse(Mode.AUDIT);
    }

    private static int rank(Finding.Kind kind) {
        return switch (kind) {
            case VIOLATION -> 0;
            case UNAVAILABLE -> 1;
            case UNKNOWN -> 2;
        };
    }
}
