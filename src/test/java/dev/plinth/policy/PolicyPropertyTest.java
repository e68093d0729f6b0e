package dev.plinth.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.base.Confidence;
import dev.plinth.base.Resolution;
import dev.plinth.base.Tier;
import dev.plinth.base.Unavailable;
import dev.plinth.base.pinning.Pinning;
import dev.plinth.policy.condition.BaseIsCurrent;
import dev.plinth.policy.condition.BasePinningAtLeast;
import dev.plinth.policy.condition.BaseSizeAtMost;
import dev.plinth.policy.condition.Condition;
import dev.plinth.policy.condition.ContentFact;
import dev.plinth.policy.condition.EvidenceAtLeast;
import dev.plinth.policy.condition.ImagePinningAtLeast;
import dev.plinth.policy.condition.TierAtMost;
import dev.plinth.policy.match.NamePattern;
import dev.plinth.policy.match.NamespaceMatch;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What must hold for every policy and every image; each seed is one of each. */
class PolicyPropertyTest {

    private static final int SEEDS = 5_000;
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);

    private static <E extends Enum<E>> E any(Random random, Class<E> type) {
        E[] values = type.getEnumConstants();
        return values[random.nextInt(values.length)];
    }

    private static <E extends Enum<E>> @Nullable E some(Random random, Class<E> type) {
        return random.nextBoolean() ? null : any(random, type);
    }

    private static Condition condition(Random random) {
        return switch (random.nextInt(7)) {
            case 0 -> new TierAtMost(any(random, Tier.class));
            case 1 -> new ImagePinningAtLeast(any(random, Pinning.class));
            case 2 -> new BasePinningAtLeast(any(random, Pinning.class));
            case 3 -> new EvidenceAtLeast(any(random, Confidence.class));
            case 4 -> new BaseSizeAtMost(1 + random.nextInt(500_000_000), "bound");
            case 5 -> new BaseIsCurrent();
            default -> new ContentFact(any(random, ContentFact.Kind.class), random.nextBoolean());
        };
    }

    private static Rule rule(Random random, String name) {
        List<Condition> require = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            require.add(condition(random));
        }
        Mode mode = some(random, Mode.class);
        LocalDate from = mode == Mode.ENFORCE || random.nextInt(3) > 0 ? null : TODAY.plusDays(random.nextInt(40) - 20);
        return new Rule(
                name,
                Rule.Match.ALL,
                require,
                mode,
                from,
                some(random, Action.class),
                some(random, Action.class),
                null);
    }

    private static Policy policy(Random random) {
        List<Rule> rules = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            rules.add(rule(random, "rule-" + i));
        }
        return new Policy(
                any(random, Mode.class),
                any(random, Action.class),
                any(random, Action.class),
                random.nextBoolean() ? Mode.WARN : Mode.ENFORCE,
                null,
                List.of(),
                List.of(),
                rules,
                List.of(),
                random.nextInt(4) == 0
                        ? List.of(new Exemption(
                                "x",
                                List.of(),
                                List.of(),
                                List.of("rule-0"),
                                List.of(),
                                "r",
                                null,
                                TODAY.plusDays(random.nextInt(3) - 1)))
                        : List.of(),
                List.of());
    }

    private static Policy with(Policy policy, List<Rule> rules, List<Policy.NamespaceMode> namespaces) {
        return new Policy(
                policy.mode(),
                policy.onUnknown(),
                policy.onUnavailable(),
                policy.existing(),
                null,
                List.of(),
                List.of(),
                rules,
                namespaces,
                policy.exemptions(),
                List.of());
    }

    private static Optional<Resolution> resolution(Random random) {
        Images image = switch (random.nextInt(5)) {
            case 0 -> Images.full();
            case 1 -> Images.unknown();
            case 2 -> Images.onScratch();
            default ->
                Images.good()
                        .base("debian:trixie", some(random, Pinning.class), any(random, Confidence.class))
                        .tier(some(random, Tier.class));
        };
        return random.nextInt(5) == 0 ? Images.unread(any(random, Unavailable.Reason.class)) : image.resolution();
    }

    private static Subject subject(Random random) {
        Subject subject = Images.subject(random.nextBoolean() ? "debian:trixie" : "debian@" + Images.DIGEST);
        return new Subject(
                "shop",
                Map.of(),
                any(random, ContainerKind.class),
                subject.written(),
                subject.identity(),
                random.nextBoolean());
    }

    private static void forAll(BiConsumer<Random, Policy> property) {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            try {
                property.accept(random, policy(random));
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    private static @Nullable Mode strictest(Verdict verdict) {
        return verdict.findings().isEmpty()
                ? null
                : verdict.findings().getFirst().mode();
    }

    private static int rank(@Nullable Mode mode) {
        return mode == null ? -1 : mode.ordinal();
    }

    @Test
    void furtherRuleNeverMakesAnImageBetter() {
        forAll((random, policy) -> {
            Subject subject = subject(random);
            Optional<Resolution> resolution = resolution(random);
            List<Rule> more = new ArrayList<>(policy.rules());
            more.add(random.nextInt(more.size() + 1), rule(random, "further"));

            Verdict before = Judge.of(policy).judge(subject, resolution, TODAY);
            Verdict after = Judge.of(with(policy, more, List.of())).judge(subject, resolution, TODAY);

            assertThat(after.outcome()).isGreaterThanOrEqualTo(before.outcome());
            assertThat(rank(strictest(after))).isGreaterThanOrEqualTo(rank(strictest(before)));
        });
    }

    @Test
    void namespaceEntryIsTheStrictestThatAnyFindingCanBe() {
        forAll((random, policy) -> {
            Mode cap = any(random, Mode.class);
            Policy capped = with(
                    policy,
                    policy.rules(),
                    List.of(new Policy.NamespaceMode(
                            new NamespaceMatch(List.of(NamePattern.parse("shop")), null), cap)));

            Verdict verdict = Judge.of(capped).judge(subject(random), resolution(random), TODAY);

            assertThat(verdict.findings()).allMatch(finding -> finding.mode().compareTo(cap) <= 0);
        });
    }

    @Test
    void milderNamespaceNeverYieldsStricterFindings() {
        forAll((random, policy) -> {
            Subject subject = subject(random);
            Optional<Resolution> resolution = resolution(random);
            int previous = -1;
            for (Mode mode : Mode.values()) {
                Policy inMode =
                        with(policy, policy.rules(), List.of(new Policy.NamespaceMode(NamespaceMatch.ALL, mode)));
                int rank = rank(strictest(Judge.of(inMode).judge(subject, resolution, TODAY)));
                assertThat(rank).isGreaterThanOrEqualTo(previous);
                previous = rank;
            }
        });
    }

    @Test
    void sameQuestionHasTheSameAnswer() {
        forAll((random, policy) -> {
            Subject subject = subject(random);
            Optional<Resolution> resolution = resolution(random);

            assertThat(Judge.of(policy).judge(subject, resolution, TODAY))
                    .isEqualTo(Judge.of(policy).judge(subject, resolution, TODAY));
        });
    }

    @Test
    void whatIsNotLookedUpIsNeverMissed() {
        forAll((random, policy) -> {
            Subject subject = subject(random);
            Judge judge = Judge.of(policy);
            if (judge.needs(subject, TODAY).isEmpty()) {
                assertThat(judge.judge(subject, Optional.empty(), TODAY).outcome())
                        .isNotIn(Outcome.UNKNOWN, Outcome.UNAVAILABLE);
            }
        });
    }

    @Test
    void onlyObjectionsMakeFindingsAndNeverDenyWhatIsCompliantOrExempt() {
        forAll((random, policy) -> {
            Verdict verdict = Judge.of(policy).judge(subject(random), resolution(random), TODAY);

            if (verdict.outcome() == Outcome.COMPLIANT || verdict.outcome() == Outcome.EXEMPT) {
                assertThat(verdict.findings()).isEmpty();
            }
            assertThat(verdict.findings()).allMatch(finding -> !finding.text().isBlank());
        });
    }
}
