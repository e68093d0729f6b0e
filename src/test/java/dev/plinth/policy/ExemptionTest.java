package dev.plinth.policy;

import static dev.plinth.policy.document.Documents.policy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.base.Confidence;
import dev.plinth.base.Resolution;
import dev.plinth.base.Unavailable.Reason;
import dev.plinth.base.inquiry.Need;
import dev.plinth.base.pinning.Pinning;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExemptionTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);
    private static final String RULES = """
            mode: enforce
            rules:
              - { name: slim, require: { tier: { atMost: slim } } }
              - { name: pinned, require: { imagePinning: { atLeast: digest } } }
            """;
    private static final Subject CART = Images.subject("shop", "registry.corp/shop/cart:1.4");
    private static final Optional<Resolution> FULL = Images.full().resolution();

    private static Policy with(String exemption) {
        return policy(RULES + "exemptions:\n  - { name: x, reason: legacy, " + exemption + " }\n");
    }

    private static Verdict judge(String exemption, Subject subject, Optional<Resolution> resolution) {
        return Judge.of(with(exemption)).judge(subject, resolution, TODAY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "images: ['registry.corp/shop/*']                                   | true",
                "images: ['registry.corp/other/*', 'registry.corp/shop/*']          | true",
                "images: ['registry.corp/other/*']                                  | false",
                "namespaces: [shop]                                                 | true",
                "namespaces: ['sh*', other]                                         | true",
                "namespaces: [other]                                                | false",
                "rules: [slim, pinned]                                              | true",
                "images: ['registry.corp/shop/*'], namespaces: [shop]               | true",
                "images: ['registry.corp/shop/*'], namespaces: [other]              | false",
                "images: ['registry.corp/shop/*'], rules: [slim, pinned]            | true",
                "bases: ['python:*']                                                | true",
                "bases: ['debian:*']                                                | false",
                "bases: ['python:*'], namespaces: [other]                           | false",
            })
    void partsAreAndListsAreOr(String exemption, boolean exempt) {
        Verdict verdict = judge(exemption, CART, FULL);

        assertThat(verdict.outcome()).isEqualTo(exempt ? Outcome.EXEMPT : Outcome.VIOLATING);
        assertThat(verdict.denies()).isNotEqualTo(exempt);
        assertThat(verdict.exemptions().contains("x")).isEqualTo(exempt);
    }

    @Test
    void exemptionOfOneRuleLeavesTheOthersInForce() {
        Verdict verdict = judge("rules: [slim]", CART, FULL);

        assertThat(verdict.outcome()).isEqualTo(Outcome.VIOLATING);
        assertThat(verdict.findings()).extracting(Finding::rule).containsExactly("pinned");
        assertThat(verdict.exemptions()).containsExactly("x");
    }

    @Test
    void reservedRuleCanBeExempted() {
        Optional<Resolution> liar = Images.good().refuted("a", "b").resolution();
        Subject pinned = Images.subject("shop", "registry.corp/shop/cart@" + Images.DIGEST);

        assertThat(judge("rules: [base-claim-refuted]", pinned, liar).outcome()).isEqualTo(Outcome.EXEMPT);
        assertThat(judge("rules: [slim]", pinned, liar).denies()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"2026-11-24, false", "2026-11-25, false", "2026-11-26, true"})
    void fromItsLastDayOnItNoLongerApplies(LocalDate expires, boolean exempt) {
        Verdict verdict = judge("namespaces: [shop], expires: " + expires, CART, FULL);

        assertThat(verdict.outcome() == Outcome.EXEMPT).isEqualTo(exempt);
    }

    @Test
    void imageThatNamespaceAndNameExemptFromEveryRuleIsNotLookedUp() {
        assertThat(Judge.of(with("images: ['registry.corp/**']")).needs(CART, TODAY))
                .isEmpty();
        assertThat(Judge.of(with("images: ['registry.corp/**'], rules: [pinned]"))
                        .needs(CART, TODAY))
                .isNotEmpty();
        assertThat(Judge.of(with("images: ['registry.corp/**'], bases: ['python:*']"))
                        .needs(CART, TODAY))
                .contains(Need.VERIFIED, Need.BASE);
        assertThat(Judge.of(with("images: ['registry.corp/**'], expires: 2026-11-25"))
                        .needs(CART, TODAY))
                .isNotEmpty();
        assertThat(judge("images: ['registry.corp/**']", CART, Optional.empty()).outcome())
                .isEqualTo(Outcome.EXEMPT);
    }

    @Test
    void baseThatMayExemptIsReasonToLookEvenWhereTheReferenceDecides() {
        Policy policy = policy("""
                rules: [{ name: pinned, require: { imagePinning: { atLeast: digest } } }]
                exemptions: [{ bases: ["python:*"], reason: their own pace }]
                """);

        assertThat(Judge.of(policy).needs(CART, TODAY)).contains(Need.BASE, Need.VERIFIED);
        assertThat(Judge.of(policy).needs(Images.subject("registry.corp/shop/cart@" + Images.DIGEST), TODAY))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"VERIFIED, true", "CLAIMED, false", "GUESSED, false"})
    void basesNeedVerifiedEvidence(Confidence evidence, boolean exempt) {
        Images image = Images.full().base("python:3.12", Pinning.FLOATING, evidence);

        assertThat(judge("bases: ['python:*']", CART, image.resolution()).outcome() == Outcome.EXEMPT)
                .isEqualTo(exempt);
    }

    @Test
    void baseOfAnUnreadImageExemptsNothing() {
        assertThat(judge("bases: ['python:*']", CART, Images.unread(Reason.TIMED_OUT))
                        .outcome())
                .isEqualTo(Outcome.VIOLATING);
    }

    @Test
    void exemptionThatMakesNoDifferenceIsNotUsed() {
        Subject pinned = Images.subject("shop", "registry.corp/shop/cart@" + Images.DIGEST);
        Verdict verdict = judge("namespaces: [shop]", pinned, Images.good().resolution());

        assertThat(verdict).isEqualTo(Verdict.COMPLIANT);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-12-10, false, 'exemption x ends on 2026-12-10 (15 days left; owner team@corp)'",
        "2026-12-09, true, 'exemption x ends on 2026-12-09 (14 days left; owner team@corp)'",
        "2026-11-26, true, 'exemption x ends on 2026-11-26 (1 day left; owner team@corp)'",
        "2026-11-25, false, 'exemption x ended on 2026-11-25 (owner team@corp)'",
    })
    void peopleAreWarnedFourteenDaysAhead(LocalDate expires, boolean warned, String notice) {
        Policy policy = with("namespaces: [shop], owner: team@corp, expires: " + expires);
        Exemption exemption = policy.exemptions().getFirst();

        assertThat(policy.expiring(TODAY).contains(exemption)).isEqualTo(warned);
        assertThat(exemption.notice(TODAY)).isEqualTo(notice);
        assertThat(exemption.daysLeft(TODAY)).hasValue(expires.toEpochDay() - TODAY.toEpochDay());
    }

    @Test
    void exemptionWithoutEndIsNeverAboutToEnd() {
        Exemption exemption = with("namespaces: [shop]").exemptions().getFirst();

        assertThat(exemption.endsSoon(TODAY)).isFalse();
        assertThat(exemption.daysLeft(TODAY)).isEmpty();
        assertThat(exemption.notice(TODAY)).isEqualTo("exemption x never ends");
    }
}
