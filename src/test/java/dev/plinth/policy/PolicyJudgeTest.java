package dev.plinth.policy;

import static dev.plinth.policy.document.Documents.policy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.base.Base;
import dev.plinth.base.Confidence;
import dev.plinth.base.Resolution;
import dev.plinth.base.Unavailable;
import dev.plinth.base.Unavailable.Reason;
import dev.plinth.base.inquiry.Need;
import dev.plinth.image.reference.ImageReference;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes of one image: outcome, what has to be known, and what the findings say. */
class PolicyJudgeTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);
    private static final String SLIM = """
            rules:
              - name: slim
                require: { tier: { atMost: slim } }
            """;
    private static final String SLIM_AND_PINNED = """
            rules:
              - name: slim
                require: { tier: { atMost: slim } }
              - name: pinned
                require: { imagePinning: { atLeast: digest } }
            """;

    private static final Subject TAGGED = Images.subject("registry.corp/shop/cart:1.4");
    private static final Subject BY_DIGEST = Images.subject("registry.corp/shop/cart@" + Images.DIGEST);

    private static Verdict judge(String policy, Subject subject, Optional<Resolution> resolution) {
        return Judge.of(policy(policy)).judge(subject, resolution, TODAY);
    }

    @Test
    void emptyPolicyAllowsEverythingAndLooksNothingUp() {
        Judge judge = Judge.of(Policy.EMPTY);

        assertThat(judge.needs(TAGGED, TODAY)).isEmpty();
        assertThat(judge.judge(TAGGED, Images.full().refuted("a", "b").resolution(), TODAY))
                .isEqualTo(Verdict.COMPLIANT);
    }

    @Test
    void imageThatNoRuleMatchesIsCompliantAndNotLookedUp() {
        String policy = """
                rules:
                  - name: slim
                    match: { images: ["registry.corp/other/**"] }
                    require: { tier: { atMost: slim } }
                """;

        assertThat(Judge.of(policy(policy)).needs(TAGGED, TODAY)).isEmpty();
        assertThat(judge(policy, TAGGED, Optional.empty())).isEqualTo(Verdict.COMPLIANT);
    }

    @Test
    void outcomesAreOrderedByGravityOverAllRules() {
        assertThat(judge(SLIM_AND_PINNED, BY_DIGEST, Images.good().resolution()).outcome())
                .isEqualTo(Outcome.COMPLIANT);
        assertThat(judge(SLIM_AND_PINNED, BY_DIGEST, Images.unknown().resolution())
                        .outcome())
                .isEqualTo(Outcome.UNKNOWN);
        assertThat(judge(SLIM_AND_PINNED, BY_DIGEST, Images.unread(Reason.TIMED_OUT))
                        .outcome())
                .isEqualTo(Outcome.UNAVAILABLE);
        assertThat(judge(SLIM_AND_PINNED, TAGGED, Images.unread(Reason.TIMED_OUT))
                        .outcome())
                .isEqualTo(Outcome.VIOLATING);
        assertThat(judge(SLIM_AND_PINNED, TAGGED, Images.unknown().resolution()).outcome())
                .isEqualTo(Outcome.VIOLATING);
    }

    @Test
    void falseConditionOutweighsAnUndecidableOneWithinARule() {
        String policy = """
                rules:
                  - name: both
                    require: { tier: { atMost: slim }, basePinning: { atLeast: digest } }
                """;
        Images image = Images.full().base("python:3.12", null, Confidence.VERIFIED);

        Verdict verdict = judge(policy, TAGGED, image.resolution());

        assertThat(verdict.outcome()).isEqualTo(Outcome.VIOLATING);
        assertThat(verdict.findings())
                .singleElement()
                .extracting(Finding::text)
                .isEqualTo("tier full is above slim (base 43 MB)");
    }

    @Test
    void everythingThatIsWrongByOneRuleStandsInOneFinding() {
        String policy = """
                rules:
                  - name: all
                    require: { tier: { atMost: slim }, basePinning: { atLeast: codename } }
                    message: See go/base-images.
                """;

        assertThat(judge(policy, TAGGED, Images.full().resolution()).findings())
                .containsExactly(new Finding(
                        "all",
                        Finding.Kind.VIOLATION,
                        Mode.WARN,
                        "tier full is above slim (base 411 MB); base pinning floating is below codename",
                        "See go/base-images.",
                        null,
                        0));
    }

    @Test
    void unpinnedTagViolatesWhileTheRegistryIsDown() {
        Verdict verdict = judge(SLIM_AND_PINNED, TAGGED, Images.unread(Reason.UNREACHABLE));

        assertThat(verdict.findings())
                .extracting(Finding::rule, Finding::text)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("pinned", "image pinning floating is below digest"),
                        org.assertj.core.groups.Tuple.tuple("slim", "unavailable: unreachable (registry.corp)"));
    }

    @Test
    void referenceAloneIsNotLookedUp() {
        String policy = "rules: [{ name: pinned, require: { imagePinning: { atLeast: digest } } }]";

        assertThat(Judge.of(policy(policy)).needs(TAGGED, TODAY)).isEmpty();
        assertThat(judge(policy, TAGGED, Optional.empty()).outcome()).isEqualTo(Outcome.VIOLATING);
        assertThat(judge(policy, BY_DIGEST, Optional.empty()).outcome()).isEqualTo(Outcome.COMPLIANT);
    }

    @Test
    void needsAreThoseOfTheMatchingRules() {
        Judge judge = Judge.of(policy(SLIM_AND_PINNED));

        assertThat(judge.needs(TAGGED, TODAY)).containsExactlyInAnyOrder(Need.TIER, Need.CONTENT, Need.BASE);
    }

    @Test
    void imageThatShouldHaveBeenLookedUpButWasNotIsUnknown() {
        assertThat(judge(SLIM, TAGGED, Optional.empty()).outcome()).isEqualTo(Outcome.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "CONTAINER, true",
        "INIT_CONTAINER, false",
        "EPHEMERAL_CONTAINER, false",
        "IMAGE_VOLUME, true",
    })
    void rulesMatchTheContainersTheyName(ContainerKind kind, boolean matches) {
        String policy = """
                rules:
                  - name: slim
                    match: { containers: [container, imageVolume] }
                    require: { tier: { atMost: slim } }
                """;
        Subject subject = new Subject("shop", Map.of(), kind, TAGGED.written(), TAGGED.identity(), false);

        assertThat(judge(policy, subject, Images.full().resolution()).outcome() == Outcome.VIOLATING)
                .isEqualTo(matches);
    }

    @Test
    void patternsMatchTheIdentityNotTheMirrorsName() {
        String policy = """
                rules:
                  - name: hub
                    match: { images: ["docker.io/library/*"] }
                    require: { tier: { atMost: slim } }
                """;
        Subject mirrored = new Subject(
                "shop",
                Map.of(),
                ContainerKind.CONTAINER,
                ImageReference.parse("mirror.corp/hub/library/python:3.12"),
                ImageReference.parse("python:3.12"),
                false);

        assertThat(judge(policy, mirrored, Images.full().resolution()).outcome())
                .isEqualTo(Outcome.VIOLATING);
        assertThat(judge(policy, TAGGED, Images.full().resolution()).outcome()).isEqualTo(Outcome.COMPLIANT);
    }

    @Test
    void selectorTakenToMatchForWantOfLabelsSaysSo() {
        String policy = """
                rules:
                  - name: slim
                    match: { namespaceSelector: { matchLabels: { tier: production } } }
                    require: { tier: { atMost: slim } }
                """;
        Subject without =
                new Subject("shop", null, ContainerKind.CONTAINER, TAGGED.written(), TAGGED.identity(), false);

        assertThat(judge(policy, TAGGED, Images.full().resolution())).isEqualTo(Verdict.COMPLIANT);
        assertThat(judge(policy, without, Images.full().resolution()).findings())
                .singleElement()
                .extracting(Finding::text)
                .asString()
                .endsWith("(namespace labels not known: the selector is taken to match)");
    }

    @Test
    void refutedClaimViolatesWheneverThereIsAnyRule() {
        Verdict verdict = judge(
                SLIM,
                TAGGED,
                Images.good().refuted("alpine:3.24", "debian:trixie").resolution());

        assertThat(verdict.outcome()).isEqualTo(Outcome.VIOLATING);
        assertThat(verdict.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.rule()).isEqualTo("base-claim-refuted"))
                .satisfies(finding -> assertThat(finding.mode()).isEqualTo(Mode.WARN))
                .satisfies(finding ->
                        assertThat(finding.text()).isEqualTo("claim refuted: alpine:3.24; in truth debian:trixie"));
    }

    @Test
    void ruleOfTheReservedNameSetsItsModeAndWhatItIsAbout() {
        String policy = SLIM + """
                  - name: base-claim-refuted
                    match: { namespaces: [shop] }
                    mode: enforce
                """;
        Optional<Resolution> liar = Images.good().refuted("a", "b").resolution();

        assertThat(judge(policy, TAGGED, liar).denies()).isTrue();
        assertThat(judge(policy, Images.subject("other", "x"), liar).outcome()).isEqualTo(Outcome.COMPLIANT);
    }

    @Test
    void builtInRuleIsNoReasonToLookAndNeverUnavailable() {
        String policy = "rules: [{ name: pinned, require: { imagePinning: { atLeast: codename } } }]";

        assertThat(judge(policy, BY_DIGEST, Images.unread(Reason.NOT_FOUND)).outcome())
                .isEqualTo(Outcome.COMPLIANT);
    }

    @Test
    void artifactInAnImageVolumeIsAllowedUnlessTheRuleSaysOtherwise() {
        Subject volume =
                new Subject("shop", Map.of(), ContainerKind.IMAGE_VOLUME, TAGGED.written(), TAGGED.identity(), false);
        Optional<Resolution> artifact = Images.unread(Reason.NOT_AN_IMAGE);

        assertThat(judge("onUnavailable: deny\nmode: enforce\n" + SLIM, volume, artifact)
                        .findings())
                .isEmpty();
        assertThat(judge("onUnavailable: deny\nmode: enforce\n" + SLIM, TAGGED, artifact)
                        .denies())
                .isTrue();
        assertThat(judge("mode: enforce\n" + SLIM + "    onUnavailable: deny\n", volume, artifact)
                        .denies())
                .isTrue();
        assertThat(judge(SLIM, volume, Images.unread(Reason.NOT_FOUND)).findings())
                .hasSize(1);
    }

    @Test
    void scratchIsPinnedSmallAndCurrent() {
        String policy = """
                rules:
                  - name: all
                    require:
                      tier: { atMost: scratch }
                      basePinning: { atLeast: digest }
                      baseSize: { atMost: 1Ki }
                      baseAge: { atMost: 1d }
                      baseCurrent: true
                      evidence: { atLeast: verified }
                """;

        assertThat(judge(policy, TAGGED, Images.onScratch().resolution()).outcome())
                .isEqualTo(Outcome.COMPLIANT);
    }

    @Test
    void imageThatIsABaseStandsForItsOwn() {
        String policy = """
                rules:
                  - name: bases
                    require: { base: { anyOf: ["python:3.12-slim*"] }, baseSize: { atMost: 50M } }
                """;
        Images slim = Images.good().knownAs("python:3.12-slim", "python:3.12-slim-trixie");

        assertThat(judge(policy, Images.subject("python:3.12-slim"), slim.resolution())
                        .outcome())
                .isEqualTo(Outcome.COMPLIANT);
    }

    @Test
    void referenceThatDoesNotParseIsUnavailableToRulesWithoutPatterns() {
        String policy = "mode: enforce\nonUnavailable: deny\n" + SLIM + """
                  - name: others
                    match: { images: ["**"] }
                    require: { tier: { atMost: slim } }
                """;
        Judge.Place place = new Judge.Place("shop", Map.of(), ContainerKind.CONTAINER, false);

        Verdict verdict = Judge.of(policy(policy))
                .unreadable(place, Unavailable.of(Reason.INVALID_REFERENCE, null, "upper case"), TODAY);

        assertThat(verdict.outcome()).isEqualTo(Outcome.UNAVAILABLE);
        assertThat(verdict.denies()).isTrue();
        assertThat(verdict.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.rule()).isEqualTo("slim"))
                .satisfies(
                        finding -> assertThat(finding.text()).isEqualTo("unavailable: invalid-reference (upper case)"));
    }

    @Test
    void findingsStandStrictestFirst() {
        String policy = """
                rules:
                  - { name: a, mode: audit, require: { tier: { atMost: slim } } }
                  - { name: b, mode: warn, require: { shell: true, buildTools: true } }
                  - { name: c, mode: enforce, require: { tier: { atMost: slim } } }
                  - { name: d, mode: warn, require: { basePinning: { atLeast: none } } }
                """;
        Images image = Images.full().base("python:3.12", null, Confidence.VERIFIED);

        assertThat(judge(policy, TAGGED, image.resolution()).findings())
                .extracting(Finding::rule)
                .isEqualTo(List.of("c", "b", "d", "a"));
    }

    @Test
    void twoUnknownFactsStandInOneFinding() {
        String policy = """
                rules:
                  - { name: a, require: { tier: { atMost: slim }, baseSize: { atMost: 1Mi }, evidence: { atLeast: claimed } } }
                """;
        Base unnamed = null;

        assertThat(judge(policy, TAGGED, Images.unknown().base(unnamed).resolution())
                        .findings())
                .singleElement()
                .extracting(Finding::text)
                .isEqualTo("tier is unknown; the base is not known");
    }
}
