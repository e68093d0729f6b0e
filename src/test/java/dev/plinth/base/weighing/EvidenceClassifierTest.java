package dev.plinth.base.weighing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.base.Base;
import dev.plinth.base.Classification;
import dev.plinth.base.Confidence;
import dev.plinth.base.EvidenceKind;
import dev.plinth.base.Facts;
import dev.plinth.base.Libc;
import dev.plinth.base.Tier;
import dev.plinth.base.inquiry.Answer;
import dev.plinth.base.inquiry.Content;
import dev.plinth.base.inquiry.Inquiry;
import dev.plinth.base.pinning.Pinning;
import dev.plinth.image.Annotations;
import dev.plinth.image.Image;
import dev.plinth.image.reference.IdentityMap;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.testing.images.Sketch;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvidenceClassifierTest {

    private static final Image DEBIAN = Scene.debianSlim();
    private static final Image PYTHON = Scene.pythonSlim();

    private static Scene scene() {
        return new Scene()
                .knows(DEBIAN, Tier.SLIM, "debian")
                .knows(PYTHON, Tier.SLIM, "debian", "python:3.12-slim-trixie", "python:3.12-slim");
    }

    private static List<String> names(Classification found) {
        return found.lineage().stream().map(ImageReference::familiar).toList();
    }

    @Test
    void layersProveTheNearestBaseAndTheWholeLineage() {
        Classification found = scene().classify(Scene.app(PYTHON).image());

        assertThat(names(found)).containsExactly("python:3.12-slim-trixie", "debian:trixie-slim");
        assertThat(found.tier()).isEqualTo(Tier.SLIM);
        Base base = found.base();
        assertThat(base.evidence()).isEqualTo(Confidence.VERIFIED);
        assertThat(base.layers()).isEqualTo(3);
        assertThat(base.size()).isEqualTo(PYTHON.size());
        assertThat(base.pinning()).as("layers do not show how FROM was written").isNull();
        assertThat(base.alternatives()).extracting(ImageReference::familiar).containsExactly("python:3.12-slim");
        assertThat(found.evidence().getFirst().kind()).isEqualTo(EvidenceKind.LAYERS);
        assertThat(found.knownAs()).isEmpty();
    }

    @Test
    void recompressedLayersAreKnownByTheirDiffIds() {
        Classification found = scene().classify(Scene.app(PYTHON).recompressed().image());

        assertThat(found.base().evidence()).isEqualTo(Confidence.VERIFIED);
        assertThat(found.evidence().getFirst().says()).contains("by diff id");
    }

    @Test
    void anImageThatIsAKnownBaseSaysSoAndHasProperAncestorsOnly() {
        Classification found = scene().classify(PYTHON);

        assertThat(found.knownAs()).extracting(ImageReference::familiar).contains("python:3.12-slim-trixie");
        assertThat(found.self()).isNotNull();
        assertThat(names(found)).containsExactly("debian:trixie-slim");
        assertThat(found.judgedBase()).isEqualTo(found.self());
    }

    @Test
    void aRootImageHasNoBase() {
        Classification found = scene().classify(DEBIAN);

        assertThat(found.base()).isNull();
        assertThat(found.lineage()).isEmpty();
        assertThat(found.tier()).isEqualTo(Tier.SLIM);
    }

    @Test
    void aMirrorsNameIsTheNameOfWhatItMirrors() {
        IdentityMap identity = new IdentityMap(List.of(new IdentityMap.Entry("mirror.corp/hub", "docker.io")));
        Image image = Scene.app(PYTHON)
                .annotation(Annotations.BASE_NAME, "mirror.corp/hub/library/python:3.12-slim")
                .image();

        Classification found = scene().identity(identity).classify(image);

        assertThat(found.base().reference().familiar()).isEqualTo("python:3.12-slim");
        assertThat(found.base().evidence()).isEqualTo(Confidence.VERIFIED);
    }

    @Test
    void anAnnotationThatLayersBearOutNamesTheBaseAndShowsItsPinning() {
        Classification found = scene().classify(Scene.app(PYTHON)
                .annotation(Annotations.BASE_NAME, "python:3.12-slim")
                .annotation(Annotations.BASE_DIGEST, PYTHON.digest().toString())
                .image());

        assertThat(found.base().reference().familiar()).isEqualTo("python:3.12-slim");
        assertThat(found.base().pinning()).isEqualTo(Pinning.FLOATING);
        assertThat(found.base().digest()).isEqualTo(PYTHON.digest());
        assertThat(found.evidence())
                .filteredOn(line -> line.kind() == EvidenceKind.ANNOTATION)
                .allSatisfy(line -> assertThat(line.verified()).isTrue());
    }

    @Test
    void anInheritedLabelDoesNotHideANearerBase() {
        Classification found = scene().classify(Scene.app(PYTHON)
                .label(Annotations.BASE_NAME, "debian:trixie-slim")
                .image());

        assertThat(names(found)).containsExactly("python:3.12-slim-trixie", "debian:trixie-slim");
    }

    @Test
    void aLabelOfTheDistributionIsBelowAGuessedLanguage() {
        Classification found = new Scene()
                .classify(Scene.app(PYTHON)
                        .label(Annotations.BASE_NAME, "debian:trixie-slim")
                        .image());

        assertThat(found.base().reference().familiar()).isEqualTo("python:3.12-slim-trixie");
        assertThat(found.base().evidence()).isEqualTo(Confidence.GUESSED);
    }

    @Test
    void aPrivateBaseAboveAVerifiedOneStaysClaimed() {
        Classification found = scene().classify(Scene.app(PYTHON)
                .annotation(Annotations.BASE_NAME, "registry.corp/base/python:3.12")
                .image());

        assertThat(found.base().evidence()).isEqualTo(Confidence.CLAIMED);
        assertThat(names(found))
                .containsExactly("registry.corp/base/python:3.12", "python:3.12-slim-trixie", "debian:trixie-slim");
        assertThat(found.refuted()).isEmpty();
    }

    @Test
    void aCandidateThatServesTheLayersIsVerified() {
        Classification found =
                new Scene().classify(Scene.app(PYTHON).image(), Scene.read("python:3.12-slim-trixie", false, PYTHON));

        assertThat(found.base().evidence()).isEqualTo(Confidence.VERIFIED);
        assertThat(found.base().current()).isTrue();
        assertThat(found.tier()).isEqualTo(Tier.SLIM);
        assertThat(names(found)).containsExactly("python:3.12-slim-trixie", "debian:trixie-slim");
    }

    @Test
    void aCandidateWhoseTagMovedOnLeavesAGuess() {
        Image newer = Sketch.named("python:3.12-slim-trixie")
                .layer("newer", 1, Scene.DEBIAN_SH)
                .image();

        Classification found =
                new Scene().classify(Scene.app(PYTHON).image(), Scene.read("python:3.12-slim-trixie", false, newer));

        assertThat(found.base().evidence()).isEqualTo(Confidence.GUESSED);
        assertThat(found.base().current()).isFalse();
        assertThat(found.evidence()).noneMatch(line -> line.verified());
    }

    @Test
    void basesThatCannotBeToldApartAreBothNamed() {
        Scene scene =
                new Scene().knows(PYTHON, Tier.SLIM, "debian", "python:3.12-slim", "registry.corp/golden/python:3");

        Base base = scene.classify(Scene.app(PYTHON).image()).base();

        assertThat(base.alternatives()).hasSize(1);
    }

    @Test
    void scratchStandsOnNothingAndCountsAsPinned() {
        Classification found = new Scene()
                .classify(Sketch.named("registry.corp/tool:1")
                        .layer("bin", 9_000_000, "COPY tool /tool # buildkit")
                        .entrypoint("/tool")
                        .entryAnnotation(Annotations.BASE_NAME, "scratch")
                        .image());

        assertThat(found.tier()).isEqualTo(Tier.SCRATCH);
        assertThat(found.base().scratch()).isTrue();
        assertThat(found.base().pinning()).isEqualTo(Pinning.DIGEST);
        assertThat(found.lineage()).isEmpty();
    }

    @Test
    void layersThatHoldNothingOfASystemSpeakForScratchAndProveItNot() {
        Image image = Sketch.named("registry.corp/tool:1")
                .bareLayer(Sketch.digest("tool"), Sketch.digest("tar of tool"), 9_000_000)
                .image();
        Content nothing = new Content(
                new Facts(null, null, null, Libc.NONE, false, Facts.NO_PACKAGE_MANAGER, false, null),
                false,
                false,
                true,
                true);

        Classification found = new Scene()
                .classify(
                        image,
                        new Answer.ContentFacts(
                                new Inquiry.Content(image.manifest().layers()), nothing));

        assertThat(found.tier()).isEqualTo(Tier.SCRATCH);
        assertThat(found.base().scratch()).isTrue();
        assertThat(found.base().evidence()).isEqualTo(Confidence.GUESSED);
    }

    @Test
    void whatCannotBeKnownIsUnknown() {
        Classification found = new Scene()
                .classify(Sketch.named("registry.corp/odd:1")
                        .bareLayer(Sketch.digest("a"), Sketch.digest("b"), 30_000_000)
                        .image());

        assertThat(found.tier()).isNull();
        assertThat(found.base()).isNull();
        assertThat(found.facts().shell()).isNull();
        assertThat(found.evidence()).isEmpty();
    }

    @Test
    void aSquashedImageKeepsItsDistributionButNotItsVariant() {
        Classification found = new Scene()
                .classify(Sketch.on(PYTHON, "registry.corp/app:1").squashed().image());

        assertThat(found.tier()).isNull();
        assertThat(found.facts().codename()).isEqualTo("trixie");
        assertThat(found.facts().runtime()).isEqualTo("python 3.12");
        assertThat(found.base().reference().tag()).isNull();
    }

    @Test
    void compilersAreNotDeniedWhereStepsRan() {
        assertThat(new Scene().classify(Scene.app(PYTHON).image()).facts().buildTools())
                .isNull();
        assertThat(new Scene().classify(Scene.app(DEBIAN).image()).facts().buildTools())
                .isFalse();
    }

    @Test
    void emptyLayersProveNothing() {
        Image empty = Sketch.named("registry.corp/empty:1")
                .layer(
                        dev.plinth.image.reference.Digest.sha256(
                                "4f4fb700ef54461cfa02571ae0db9a0dc1e0cdb5577484a6d75e68dc38e8acc1"),
                        dev.plinth.image.reference.Digest.sha256(
                                "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef"),
                        32,
                        "WORKDIR /app # buildkit",
                        "",
                        "")
                .image();
        Image image = Sketch.on(empty, "registry.corp/app:1")
                .layer("own", 5, "COPY a /a # buildkit")
                .annotation(Annotations.BASE_NAME, "registry.corp/empty:1")
                .annotation(Annotations.BASE_DIGEST, empty.digest().toString())
                .image();

        Classification found =
                new Scene().classify(image, Scene.read("registry.corp/empty:1@" + empty.digest(), true, empty));

        assertThat(found.evidence()).noneMatch(line -> line.verified());
        assertThat(found.refuted()).isEmpty();
    }

    @Test
    void aProductThatTheImagesOwnBuildMadeIsNotItsBase() {
        Instant built = Instant.parse("2026-09-01T00:00:00Z");
        Image debian = Sketch.named("debian:trixie-slim")
                .created(built.minusSeconds(864_000))
                .layer("trixie-slim", 29_780_765, Scene.DEBIAN_SH)
                .image();
        Image python = Sketch.on(debian, "registry.corp/base/own-python:1")
                .created(built)
                .env("PYTHON_VERSION=3.12.13")
                .step("ENV PYTHON_VERSION=3.12.13")
                .layer("python", 12_113_733, "RUN /bin/sh -c wget -O python.tar.xz # buildkit")
                .image();

        Classification found = new Scene().knows(debian, Tier.SLIM, "debian").classify(python);

        assertThat(found.base()).isNotNull();
        assertThat(found.base().name()).isEqualTo("debian:trixie-slim");
        assertThat(found.base().evidence()).isEqualTo(Confidence.VERIFIED);
        assertThat(found.facts().runtime()).isEqualTo("python 3.12");
    }

    @Test
    void aLabelThatAnAncestorMaySetDoesNotHideThatAncestor() {
        Image image = Scene.app(PYTHON)
                .label(Annotations.BASE_NAME, "registry.corp/base/minideb:bookworm")
                .image();

        Classification found = new Scene()
                .knows(PYTHON, Tier.SLIM, "debian")
                .classify(image, Scene.unread("registry.corp/base/minideb:bookworm"));

        assertThat(found.base()).isNotNull();
        assertThat(found.base().name()).isEqualTo("python:3.12-slim-trixie");
    }
}
