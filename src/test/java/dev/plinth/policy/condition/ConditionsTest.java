package dev.plinth.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.base.Base;
import dev.plinth.base.Confidence;
import dev.plinth.base.Facts;
import dev.plinth.base.Libc;
import dev.plinth.base.Resolution;
import dev.plinth.base.Tier;
import dev.plinth.base.Unavailable;
import dev.plinth.base.pinning.Pinning;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.image.reference.ReferencePattern;
import dev.plinth.policy.Images;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ConditionsTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);
    private static final List<Condition> ALL_THAT_READ = List.of(
            new TierAtMost(Tier.FULL),
            new BasePinningAtLeast(Pinning.NONE),
            new BaseIsOneOf(List.of(ReferencePattern.parse("**")), List.of()),
            new EvidenceAtLeast(Confidence.GUESSED),
            new BaseSizeAtMost(Long.MAX_VALUE, "much"),
            new BaseAgeAtMost(100_000, "100000d"),
            new BaseIsCurrent(),
            new ContentFact(ContentFact.Kind.SHELL, false),
            new ContentFact(ContentFact.Kind.PACKAGE_MANAGER, false),
            new ContentFact(ContentFact.Kind.BUILD_TOOLS, false));

    private static Decision decide(Condition condition, String written, Optional<Resolution> resolution) {
        ImageReference reference = ImageReference.parse(written);
        return condition.decide(new Sight(reference, reference, resolution.orElse(null), TODAY));
    }

    private static Decision decide(Condition condition, Images image) {
        return decide(condition, "registry.corp/shop/cart:1.4", image.resolution());
    }

    private static Decision violated(String text) {
        return new Decision.Violated(text);
    }

    private static Base base(
            @Nullable Long size, @Nullable Instant created, @Nullable Boolean current, @Nullable Pinning pinning) {
        return new Base(
                ImageReference.parse("debian:trixie"),
                false,
                null,
                pinning,
                Confidence.CLAIMED,
                null,
                size,
                created,
                current,
                List.of());
    }

    @Test
    void nothingIsDecidedOfAnImageThatWasNotRead() {
        for (Condition condition : ALL_THAT_READ) {
            assertThat(decide(condition, "x", Images.unread(Unavailable.Reason.RATE_LIMITED)))
                    .as(condition.key())
                    .isInstanceOf(Decision.Unread.class);
            assertThat(condition.needs()).as(condition.key()).isNotEmpty();
        }
    }

    @Test
    void nothingIsDecidedOfAnImageOfWhichNothingIsKnown() {
        for (Condition condition : ALL_THAT_READ) {
            assertThat(decide(condition, Images.unknown())).as(condition.key()).isInstanceOf(Decision.Undecided.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Tier.class)
    void tierIsComparedByOrder(Tier tier) {
        Decision decision = decide(new TierAtMost(Tier.ALPINE), Images.good().tier(tier));

        assertThat(decision instanceof Decision.Met).isEqualTo(tier.compareTo(Tier.ALPINE) <= 0);
    }

    @Test
    void tierTextNamesTheBasesSize() {
        assertThat(decide(new TierAtMost(Tier.SLIM), Images.full()))
                .isEqualTo(violated("tier full is above slim (base 411 MB)"));
        assertThat(decide(new TierAtMost(Tier.SLIM), Images.unknown().tier(Tier.FULL)))
                .isEqualTo(violated("tier full is above slim"));
    }

    @ParameterizedTest
    @CsvSource({
        "python, none",
        "python:latest, none",
        "python:3.12, floating",
        "python@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, digest"
    })
    void imagePinningIsOfTheReferenceAsWrittenAndNeedsNoRegistry(String written, String grade) {
        ImagePinningAtLeast condition = new ImagePinningAtLeast(Pinning.DIGEST);

        assertThat(condition.needs()).isEmpty();
        assertThat(decide(condition, written, Optional.empty()))
                .isEqualTo(
                        grade.equals("digest")
                                ? Decision.MET
                                : violated("image pinning " + grade + " is below digest"));
    }

    @Test
    void basePinningIsOfTheFromLine() {
        BasePinningAtLeast condition = new BasePinningAtLeast(Pinning.CODENAME);

        assertThat(decide(condition, Images.good())).isEqualTo(Decision.MET);
        assertThat(decide(condition, Images.full())).isEqualTo(violated("base pinning floating is below codename"));
        assertThat(decide(condition, Images.good().base(base(1L, null, null, null))))
                .isEqualTo(new Decision.Undecided("how the base is pinned is not known"));
        assertThat(decide(new BasePinningAtLeast(Pinning.DIGEST), Images.onScratch()))
                .isEqualTo(Decision.MET);
    }

    @Test
    void imageThatIsABaseIsPinnedAsThePodPinsIt() {
        Images python =
                Images.good().base("python:3.12", null, Confidence.VERIFIED).knownAs("python:3.12");
        BasePinningAtLeast condition = new BasePinningAtLeast(Pinning.DIGEST);

        assertThat(decide(condition, "python:3.12", python.resolution()))
                .isEqualTo(violated("base pinning floating is below digest"));
        assertThat(decide(condition, "python@" + Images.DIGEST, python.resolution()))
                .isEqualTo(Decision.MET);
    }

    @ParameterizedTest
    @CsvSource({
        "docker.io/library/python:*-slim-*, ,                  MET",
        "python:3.12-slim-trixie,           ,                  MET",
        "gcr.io/distroless/**,              ,                  base python:3.12-slim-trixie is not among the allowed ones",
        ",                                  python:*,          base python:3.12-slim-trixie is forbidden",
        "**,                                python:*,          base python:3.12-slim-trixie is forbidden",
        ",                                  debian:*,          MET",
        "registry.corp.evil.com/**,         ,                  base python:3.12-slim-trixie is not among the allowed ones"
    })
    void baseIsComparedByPattern(@Nullable String anyOf, @Nullable String noneOf, String expected) {
        BaseIsOneOf condition = new BaseIsOneOf(
                anyOf == null ? List.of() : List.of(ReferencePattern.parse(anyOf)),
                noneOf == null ? List.of() : List.of(ReferencePattern.parse(noneOf)));

        assertThat(decide(condition, Images.good()))
                .isEqualTo(expected.equals("MET") ? Decision.MET : violated(expected));
    }

    @Test
    void everyNameOfABaseCounts() {
        Images image = Images.good()
                .base(new Base(
                        ImageReference.parse("python:3.12-slim"),
                        false,
                        null,
                        null,
                        Confidence.VERIFIED,
                        4,
                        null,
                        null,
                        null,
                        List.of(ImageReference.parse("registry.corp/base/python:3.12"))));

        assertThat(decide(new BaseIsOneOf(List.of(ReferencePattern.parse("registry.corp/base/*")), List.of()), image))
                .isEqualTo(Decision.MET);
        assertThat(decide(new BaseIsOneOf(List.of(), List.of(ReferencePattern.parse("registry.corp/**"))), image))
                .isInstanceOf(Decision.Violated.class);
    }

    @Test
    void scratchIsABaseThatCanBeNamed() {
        BaseIsOneOf distroless = new BaseIsOneOf(List.of(ReferencePattern.parse("gcr.io/distroless/**")), List.of());
        BaseIsOneOf scratch = new BaseIsOneOf(List.of(ReferencePattern.parse("scratch")), List.of());

        assertThat(decide(distroless, Images.onScratch()))
                .isEqualTo(violated("base scratch is not among the allowed ones"));
        assertThat(decide(scratch, Images.onScratch())).isEqualTo(Decision.MET);
    }

    @Test
    void baseKnownByDigestAloneMayBearAnyName() {
        Images image = Images.good()
                .base(new Base(
                        null, false, Images.DIGEST, null, Confidence.CLAIMED, null, null, null, null, List.of()));

        assertThat(decide(new BaseIsOneOf(List.of(), List.of(ReferencePattern.parse("debian"))), image))
                .isEqualTo(new Decision.Undecided("the base's name is not known"));
    }

    @ParameterizedTest
    @EnumSource(Confidence.class)
    void evidenceIsComparedByOrder(Confidence evidence) {
        Images image = Images.good().base("debian:trixie", null, evidence);

        assertThat(decide(new EvidenceAtLeast(Confidence.VERIFIED), image))
                .isEqualTo(
                        evidence == Confidence.VERIFIED
                                ? Decision.MET
                                : violated("base debian:trixie is only " + evidence.label() + ", not verified"));
    }

    @Test
    void sizesAreComparedInBytes() {
        assertThat(decide(new BaseSizeAtMost(43_188_023L, "x"), Images.good())).isEqualTo(Decision.MET);
        assertThat(decide(new BaseSizeAtMost(43_188_022L, "40Mi"), Images.good()))
                .isEqualTo(violated("base size 43 MB is above 40Mi"));
        assertThat(decide(new BaseSizeAtMost(1, "1"), Images.onScratch())).isEqualTo(Decision.MET);
        assertThat(decide(new ImageSizeAtMost(500, "500"), Images.good().size(501)))
                .isEqualTo(violated("image size 501 B is above 500"));
        assertThat(decide(new ImageSizeAtMost(500, "500"), Images.good().size(500)))
                .isEqualTo(Decision.MET);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-08-27T23:59:59Z, MET",
        "2026-08-26T23:59:59Z, 'the base was built 91 days ago, more than 90d'",
        "2027-01-01T00:00:00Z, MET",
        "1970-01-01T00:00:00Z, unknown",
        "1980-01-01T00:00:01Z, unknown"
    })
    void ageIsInDaysAndReproducibleDatesAreNone(String created, String expected) {
        Images image = Images.good().base(base(1L, Instant.parse(created), null, null));

        assertThat(decide(new BaseAgeAtMost(90, "90d"), image))
                .isEqualTo(
                        switch (expected) {
                            case "MET" -> Decision.MET;
                            case "unknown" -> new Decision.Undecided("when the base was built is not known");
                            default -> violated(expected);
                        });
    }

    @Test
    void currencyIsOfTheBasesTag() {
        assertThat(decide(new BaseIsCurrent(), Images.good())).isEqualTo(Decision.MET);
        assertThat(decide(new BaseIsCurrent(), Images.good().base(base(1L, null, false, null))))
                .isEqualTo(violated("base debian:trixie has a newer build under its tag"));
        assertThat(decide(new BaseIsCurrent(), Images.onScratch())).isEqualTo(Decision.MET);
    }

    @Test
    void factsAreComparedWithWhatIsWanted() {
        Facts bare = new Facts(null, null, null, Libc.NONE, false, Facts.NO_PACKAGE_MANAGER, false, null);
        Facts rich = new Facts("debian", "13", null, Libc.GLIBC, true, "apt", true, null);
        for (ContentFact.Kind kind : ContentFact.Kind.values()) {
            assertThat(decide(new ContentFact(kind, false), Images.good().facts(bare)))
                    .isEqualTo(Decision.MET);
            assertThat(decide(new ContentFact(kind, true), Images.good().facts(rich)))
                    .isEqualTo(Decision.MET);
            assertThat(decide(new ContentFact(kind, true), Images.good().facts(bare)))
                    .isInstanceOf(Decision.Violated.class);
        }
        assertThat(decide(
                        new ContentFact(ContentFact.Kind.PACKAGE_MANAGER, false),
                        Images.good().facts(rich)))
                .isEqualTo(violated("it has a package manager"));
    }

    @Test
    void refutedClaimIsShownWithBothSidesAndNothingThatCouldDeceiveATerminal() {
        Images image = Images.good().refuted("base \u001b[2Jalpine\n\u202Egpj", "debian");

        assertThat(decide(new ClaimsNotRefuted(), image))
                .isEqualTo(violated("claim refuted: base  [2Jalpine  gpj; in truth debian"));
        assertThat(decide(new ClaimsNotRefuted(), Images.good())).isEqualTo(Decision.MET);
    }
}
