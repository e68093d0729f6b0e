package dev.plinth.policy.advice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.base.Classification;
import dev.plinth.base.Facts;
import dev.plinth.base.Resolution;
import dev.plinth.base.Tier;
import dev.plinth.image.Platform;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.policy.Images;
import dev.plinth.policy.Judge;
import dev.plinth.policy.Outcome;
import dev.plinth.policy.Subject;
import dev.plinth.policy.Verdict;
import dev.plinth.policy.document.Documents;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrialTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);
    private static final ImageReference SLIM = ImageReference.parse("python:3.12-slim-trixie");
    private static final Subject CART = Images.subject("registry.corp/shop/cart:latest");

    private static Classification found(Tier tier) {
        return Images.unknown().tier(tier).facts(Facts.UNKNOWN).size(43_000_000).classification();
    }

    private static Verdict judge(String policy, Trial trial) {
        Resolution as = new Resolution.Classified(Images.DIGEST, Platform.LINUX_AMD64, trial.classification(), 0);
        return Judge.of(Documents.policy(policy)).judge(trial.subject(), Optional.of(as), TODAY);
    }

    @Test
    void candidateIsJudgedAsItsOwnBasePinnedByDigest() {
        Trial trial = Trial.of(CART, SLIM, Images.DIGEST, found(Tier.SLIM), Instant.parse("2026-11-01T00:00:00Z"));

        assertThat(judge("""
                        rules:
                          - name: all
                            match: { images: ["registry.corp/shop/*"] }
                            require:
                              tier: { atMost: slim }
                              imagePinning: { atLeast: digest }
                              basePinning: { atLeast: digest }
                              base: { anyOf: ["python:*-slim-*"] }
                              baseSize: { atMost: 50M }
                              baseAge: { atMost: 90d }
                              baseCurrent: true
                        """, trial).outcome()).isEqualTo(Outcome.COMPLIANT);
    }

    @Test
    void candidateThatViolatesTheSamePolicyIsFound() {
        Trial trial = Trial.of(CART, SLIM, Images.DIGEST, found(Tier.FULL), null);

        assertThat(judge("rules: [{ name: slim, require: { tier: { atMost: slim } } }]", trial)
                        .outcome())
                .isEqualTo(Outcome.VIOLATING);
        assertThat(judge("rules: [{ name: own, require: { base: { anyOf: ['registry.corp/base/*'] } } }]", trial)
                        .outcome())
                .isEqualTo(Outcome.VIOLATING);
    }

    @Test
    void rulesMatchWhereTheImageIsUsedNotWhatIsAdvised() {
        Trial trial = Trial.of(CART, SLIM, Images.DIGEST, found(Tier.FULL), null);

        assertThat(judge("""
                        rules:
                          - name: hub
                            match: { images: ["docker.io/**"] }
                            require: { tier: { atMost: slim } }
                        """, trial).outcome()).isEqualTo(Outcome.COMPLIANT);
    }

    @Test
    void refreshedBaseIsCurrentAndOfNoKnownAge() {
        Classification image = Images.good().classification();

        assertThat(Trial.ofSameBase(CART, image, SLIM, Images.DIGEST, true)
                        .classification()
                        .judgedBase()
                        .created())
                .isNull();
        assertThat(Trial.ofSameBase(CART, image, SLIM, Images.DIGEST, false)
                        .classification()
                        .judgedBase()
                        .created())
                .isNotNull();
    }
}
