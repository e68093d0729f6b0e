package dev.plinth.base.weighing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.base.Classification;
import dev.plinth.base.Confidence;
import dev.plinth.base.EvidenceKind;
import dev.plinth.base.Tier;
import dev.plinth.base.Unavailable;
import dev.plinth.base.ancestry.BuildTime;
import dev.plinth.base.inquiry.Answer;
import dev.plinth.base.inquiry.Inquiry;
import dev.plinth.base.inquiry.Need;
import dev.plinth.image.Annotations;
import dev.plinth.image.Image;
import dev.plinth.testing.images.Sketch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InquiryPlanTest {

    private static final Image PYTHON = Scene.pythonSlim();
    private static final Set<Need> BASE = EnumSet.of(Need.BASE, Need.TIER);

    @Test
    void aKnownBaseCostsNothing() {
        Scene scene = new Scene().knows(PYTHON, Tier.SLIM, "debian");
        assertThat(scene.asks(Scene.app(PYTHON).image(), BASE)).isEmpty();
    }

    @Test
    void aClaimThatIsNotBorneOutIsLookedIntoFirst() {
        Image image = Scene.app(PYTHON)
                .annotation(Annotations.BASE_NAME, "registry.corp/base/python:3.12")
                .annotation(Annotations.BASE_DIGEST, Sketch.digest("x").toString())
                .image();
        assertThat(new Scene().asks(image, BASE).getFirst()).isInstanceOfSatisfying(Inquiry.BaseImage.class, asked -> {
            assertThat(asked.claimed()).isTrue();
            assertThat(asked.reference().digest()).isEqualTo(Sketch.digest("x"));
        });
    }

    @Test
    void aLikelyNameIsReadNoFurtherThanItsTimeUnlessSomebodySaysWhatTheBaseIs() {
        Image silent = Scene.app(PYTHON).image();
        Image claiming = Scene.app(PYTHON)
                .annotation(Annotations.BASE_NAME, "registry.corp/base/python:3.12")
                .image();

        assertThat(before(new Scene().asks(silent, BASE).getFirst())).isEqualTo(BuildTime.of(silent));
        assertThat(new Scene().asks(claiming, BASE, Scene.unread("registry.corp/base/python:3.12")))
                .isNotEmpty()
                .allSatisfy(asked -> assertThat(before(asked)).isNull());
    }

    private static @Nullable Instant before(Inquiry asked) {
        return ((Inquiry.BaseImage) asked).before();
    }

    @Test
    void aDigestThatCannotBeReadIsTriedByItsTag() {
        Image image = Scene.app(PYTHON)
                .annotation(Annotations.BASE_NAME, "registry.corp/base:1")
                .annotation(Annotations.BASE_DIGEST, Sketch.digest("x").toString())
                .image();
        assertThat(new Scene().asks(image, BASE, Scene.unread("registry.corp/base:1@" + Sketch.digest("x"))))
                .anySatisfy(asked -> assertThat(asked)
                        .isInstanceOfSatisfying(
                                Inquiry.BaseImage.class,
                                base -> assertThat(base.reference().familiar()).isEqualTo("registry.corp/base:1")));
    }

    @Test
    void anAttestationInTheIndexIsReadWhereTheBaseIsOpen() {
        assertThat(new Scene().asks(Scene.app(PYTHON).attested().image(), BASE))
                .anySatisfy(asked -> assertThat(asked).isInstanceOf(Inquiry.Provenance.class));
    }

    @Test
    void anIndexWithoutAttestationHasNone() {
        assertThat(new Scene().asks(Scene.app(PYTHON).image(), BASE))
                .noneSatisfy(asked -> assertThat(asked).isInstanceOf(Inquiry.Provenance.class));
    }

    @Test
    void candidatesAreAskedWithinTheirBudgetAndNothingTwice() {
        Image image = Scene.app(PYTHON).image();
        List<Answer> answers = new ArrayList<>();
        Set<Inquiry> asked = new HashSet<>();
        for (int round = 0; round < 20; round++) {
            List<Inquiry> next = new Scene().asks(image, BASE, answers.toArray(Answer[]::new));
            if (next.isEmpty()) {
                break;
            }
            for (Inquiry inquiry : next) {
                assertThat(asked.add(inquiry)).as("%s is asked once", inquiry).isTrue();
                answers.add(new Answer.Nothing(inquiry, Unavailable.of(Unavailable.Reason.NOT_FOUND, "docker.io", "")));
            }
        }
        assertThat(asked).hasSizeBetween(3, InquiryPlan.MOST_CANDIDATES);
    }

    @ParameterizedTest
    @EnumSource(names = {"RATE_LIMITED", "TIMED_OUT", "UNREACHABLE", "NOT_FOUND", "UNAUTHORIZED"})
    void aRegistryThatDoesNotAnswerIsNotAskedForTheNextGuess(Unavailable.Reason reason) {
        Image image = Scene.app(PYTHON).image();
        Inquiry first = new Scene().asks(image, BASE).getFirst();
        Answer.Nothing answer = new Answer.Nothing(first, Unavailable.of(reason, "docker.io", ""));
        boolean silent = reason != Unavailable.Reason.NOT_FOUND && reason != Unavailable.Reason.UNAUTHORIZED;

        assertThat(new Scene().asks(image, BASE, answer).isEmpty()).isEqualTo(silent);
    }

    @Test
    void currencyIsAskedOnlyWhereItIsNeeded() {
        Scene scene = new Scene().knows(PYTHON, Tier.SLIM, "debian");
        Image image = Scene.app(PYTHON).image();
        assertThat(scene.asks(image, EnumSet.of(Need.CURRENT))).hasSize(1);
        assertThat(scene.asks(image, EnumSet.of(Need.TIER, Need.BASE, Need.VERIFIED)))
                .isEmpty();
    }

    @Test
    void contentIsReadLastAndOnlyIfThePolicyAsks() {
        Image odd = Sketch.named("registry.corp/odd:1")
                .bareLayer(Sketch.digest("a"), Sketch.digest("b"), 30_000_000)
                .image();
        assertThat(new Scene().asks(odd, EnumSet.of(Need.TIER, Need.CONTENT)))
                .singleElement()
                .isInstanceOf(Inquiry.Content.class);
        assertThat(new Scene().asks(odd, EnumSet.of(Need.TIER))).isEmpty();
    }

    @Test
    void aDigestWithoutANameIsLookedForWhereTheImageAndItsLikelyBasesLie() {
        Image image = Scene.app(PYTHON)
                .annotation(Annotations.BASE_DIGEST, Sketch.digest("x").toString())
                .image();

        assertThat(new Scene().asks(image, BASE))
                .extracting(asked -> ((Inquiry.BaseImage) asked).reference().familiar())
                .startsWith("registry.corp/shop/cart@" + Sketch.digest("x"), "python@" + Sketch.digest("x"));
    }

    @Test
    void aDigestWithoutANameIsVerifiedWhereItIsFound() {
        Image image = Scene.app(PYTHON)
                .annotation(Annotations.BASE_DIGEST, PYTHON.digest().toString())
                .image();

        Classification found =
                new Scene().classify(image, Scene.read("docker.io/library/python@" + PYTHON.digest(), true, PYTHON));

        assertThat(found.base().evidence()).isEqualTo(Confidence.VERIFIED);
        assertThat(found.base().digest()).isEqualTo(PYTHON.digest());
        assertThat(found.evidence())
                .anySatisfy(line -> assertThat(line.verified() && line.kind() == EvidenceKind.ANNOTATION)
                        .isTrue());
    }

    @Test
    void asMuchAsNeededIsReadForABasesAge() {
        Image image = Scene.app(PYTHON).image();

        assertThat(new Scene().asks(image, EnumSet.of(Need.BASE, Need.AGE)))
                .allSatisfy(
                        asked -> assertThat(((Inquiry.BaseImage) asked).whole()).isTrue());
    }

    /** Slim Debian and Ubuntu of that time leave the same marks, and this size tells nothing. */
    private static Image eitherOf(String name, long size) {
        return Sketch.named(name)
                .created(Instant.parse("2022-03-01T00:00:00Z"))
                .layer("either " + size, size, "/bin/sh -c #(nop) ADD file:" + "ab".repeat(32) + " in / ")
                .step("/bin/sh -c #(nop)  CMD [\"bash\"]")
                .image();
    }

    @Test
    void whoPublishesARootTellsWhatItsMarksLeaveOpen() {
        Image debian = eitherOf("debian:bullseye-slim", 28_000_000);
        Image app = Scene.app(debian).image();

        assertThat(new Scene().classify(app).tier()).isNull();
        assertThat(new Scene()
                        .classify(app, Scene.read("debian:bullseye-slim", false, debian))
                        .tier())
                .isEqualTo(Tier.SLIM);
        assertThat(new Scene()
                        .classify(app, Scene.read("ubuntu:20.04", false, debian))
                        .tier())
                .isEqualTo(Tier.FULL);
        assertThat(new Scene()
                        .classify(app, Scene.read("registry.corp/debian:bullseye-slim", false, debian))
                        .tier())
                .isNull();
    }

    @Test
    void aBaseThatIsFoundWithoutATierLeavesTheRootToBeAsked() {
        Image root = eitherOf("ubuntu:20.04", 28_000_000);
        Sketch java = Sketch.on(root, "eclipse-temurin:17-jre")
                .created(Instant.parse("2022-04-01T00:00:00Z"))
                .step("/bin/sh -c #(nop)  ENV JAVA_VERSION=jdk-17.0.6+10")
                .env("JAVA_VERSION=jdk-17.0.6+10", "JAVA_HOME=/opt/java/openjdk")
                .layer("java", 46_000_000, "/bin/sh -c tar --extract --file /tmp/openjdk.tar.gz");
        Image app = Scene.app(java.image()).image();

        assertThat(new Scene().asks(app, BASE, Scene.read("eclipse-temurin:17-jre", false, java.image())))
                .extracting(asked -> ((Inquiry.BaseImage) asked).reference().familiar())
                .contains("debian:bullseye-slim");
    }

    @Test
    void besideALabelTheProductsNamesAreAskedTooForLabelsAreInherited() {
        Image image = Sketch.named("registry.corp/shop/db:1")
                .env("BITNAMI_APP_NAME=postgresql", "APP_VERSION=17.6.0", "OS_FLAVOUR=debian-12", "OS_NAME=linux")
                .label(Annotations.BASE_NAME, "docker.io/bitnami/minideb:bookworm")
                .label("org.opencontainers.image.ref.name", "17.6.0-debian-12-r4")
                .layer("bitnami", 112_000_000, "", "", "Bitnami container image")
                .layer("app", 4_000, "COPY conf /bitnami/conf # buildkit")
                .image();

        assertThat(new Scene().asks(image, BASE, Scene.unread("bitnami/minideb:bookworm")))
                .anySatisfy(asked -> assertThat(asked)
                        .isInstanceOfSatisfying(
                                Inquiry.BaseImage.class,
                                base -> assertThat(base.reference().familiar())
                                        .isEqualTo("bitnamilegacy/postgresql:17.6.0-debian-12-r4")));
    }
}
