package dev.plinth.base.weighing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.base.Classification;
import dev.plinth.base.Confidence;
import dev.plinth.base.Tier;
import dev.plinth.image.Annotations;
import dev.plinth.image.Image;
import dev.plinth.image.Platform;
import dev.plinth.testing.images.Sketch;
import org.junit.jupiter.api.Test;

class RefutationTest {

    private static final Image DEBIAN = Scene.debianSlim();
    private static final Image DISTROLESS = Scene.distroless();
    private static final String CLAIMED = "gcr.io/distroless/static-debian13:nonroot";
    private static final String BY_DIGEST = CLAIMED + "@" + DISTROLESS.root();

    private static Sketch claiming(Image base) {
        return Scene.app(base)
                .annotation(Annotations.BASE_NAME, CLAIMED)
                .annotation(Annotations.BASE_DIGEST, DISTROLESS.root().toString());
    }

    private static Scene scene() {
        return new Scene().knows(DEBIAN, Tier.SLIM, "debian");
    }

    @Test
    void aDigestThatWasReadAndIsNoPrefixIsRefutedWithBothSides() {
        Classification found = scene().classify(claiming(DEBIAN).image(), Scene.read(BY_DIGEST, true, DISTROLESS));

        assertThat(found.refuted()).singleElement().satisfies(refutation -> {
            assertThat(refutation.claim()).contains("annotation of the manifest", CLAIMED);
            assertThat(refutation.truth()).contains("debian:trixie-slim");
        });
        assertThat(found.base().evidence()).isEqualTo(Confidence.VERIFIED);
        assertThat(found.tier()).isEqualTo(Tier.SLIM);
    }

    @Test
    void aDigestIsRefutedEvenIfNothingElseIsKnown() {
        Classification found = new Scene().classify(claiming(DEBIAN).image(), Scene.read(BY_DIGEST, true, DISTROLESS));

        assertThat(found.refuted()).hasSize(1);
    }

    @Test
    void anotherVerifiedRootRefutesANameAlone() {
        Classification found = scene().classify(Scene.app(DEBIAN)
                .annotation(Annotations.BASE_NAME, "alpine:3.24")
                .image());

        assertThat(found.refuted())
                .singleElement()
                .satisfies(r -> assertThat(r.truth()).contains("debian:trixie-slim"));
    }

    @Test
    void scratchIsRefutedByAnAncestor() {
        assertThat(scene().classify(Scene.app(DEBIAN)
                                .annotation(Annotations.BASE_NAME, "scratch")
                                .image())
                        .refuted())
                .hasSize(1);
    }

    @Test
    void aTagThatMovedOnIsNotRefuted() {
        Image newer = Sketch.named("registry.corp/base:1")
                .layer("newer", 10, "ADD file:a in /")
                .image();
        Image image = Scene.app(DEBIAN)
                .annotation(Annotations.BASE_NAME, "registry.corp/base:1")
                .image();

        Classification found = scene().classify(image, Scene.read("registry.corp/base:1", true, newer));

        assertThat(found.refuted()).isEmpty();
        assertThat(found.base().evidence()).isEqualTo(Confidence.CLAIMED);
    }

    @Test
    void aDigestThatCannotBeReadIsNotRefuted() {
        Image image = Scene.app(DEBIAN)
                .annotation(Annotations.BASE_NAME, "registry.corp/base:1")
                .annotation(
                        Annotations.BASE_DIGEST, Sketch.digest("intermediate").toString())
                .image();

        Classification found =
                scene().classify(image, Scene.unread("registry.corp/base:1@" + Sketch.digest("intermediate")));

        assertThat(found.refuted()).isEmpty();
        assertThat(found.evidence()).anySatisfy(line -> assertThat(line.says()).contains("unavailable: not-found"));
    }

    @Test
    void aRecompressedBaseIsVerifiedByItsDiffIds() {
        Image base = Sketch.named("registry.corp/base:1")
                .layer("base", 30_000_000, "ADD file:a in /")
                .image();
        Image image = Scene.app(base)
                .recompressed()
                .annotation(Annotations.BASE_NAME, "registry.corp/base:1")
                .annotation(Annotations.BASE_DIGEST, base.root().toString())
                .image();

        Classification found = scene().classify(image, Scene.read("registry.corp/base:1@" + base.root(), true, base));

        assertThat(found.refuted()).isEmpty();
        assertThat(found.base().evidence()).isEqualTo(Confidence.VERIFIED);
    }

    @Test
    void convertedLayersAreNotRefuted() {
        Image base = Sketch.named("registry.corp/base:1")
                .layer("base", 30_000_000, "ADD file:a in /")
                .image();
        Image image = Scene.app(base)
                .stargz()
                .annotation(Annotations.BASE_NAME, "registry.corp/base:1")
                .annotation(Annotations.BASE_DIGEST, base.root().toString())
                .image();

        Classification found = scene().classify(image, Scene.read("registry.corp/base:1@" + base.root(), true, base));

        assertThat(found.refuted()).isEmpty();
        assertThat(found.base().evidence()).isEqualTo(Confidence.CLAIMED);
    }

    @Test
    void onePlatformOfAnIndexThatMatchesIsEnough() {
        Image other = Sketch.named(CLAIMED)
                .platform(Platform.LINUX_ARM64)
                .layer("arm", 1, "x")
                .image();
        Image image = claiming(DISTROLESS).image();

        Classification found = new Scene().classify(image, Scene.read(BY_DIGEST, true, other, DISTROLESS));

        assertThat(found.refuted()).isEmpty();
        assertThat(found.base().evidence()).isEqualTo(Confidence.VERIFIED);
        assertThat(found.tier()).isEqualTo(Tier.DISTROLESS);
    }

    @Test
    void aDigestReadFromAnotherRepositoryRefutesNothing() {
        Classification found = new Scene()
                .classify(
                        claiming(DEBIAN).image(),
                        Scene.read("registry.corp/other:1@" + DISTROLESS.root(), true, DISTROLESS));

        assertThat(found.refuted()).isEmpty();
    }

    @Test
    void anotherVariantOfTheRightRepositoryIsNotRefutedButLayersWin() {
        Classification found = scene().classify(Scene.app(DEBIAN)
                .annotation(Annotations.BASE_NAME, "debian:bookworm")
                .image());

        assertThat(found.refuted()).isEmpty();
        assertThat(found.base().reference().familiar()).isEqualTo("debian:trixie-slim");
        assertThat(found.evidence())
                .filteredOn(line -> line.says().contains("debian:bookworm"))
                .singleElement()
                .satisfies(line -> assertThat(line.verified()).isFalse());
    }

    @Test
    void aNewerPythonOnAKnownDebianIsNotRefuted() {
        Scene scene = scene().knows(Scene.pythonSlim(), Tier.SLIM, "debian", "python:3.12-slim");
        Image unknownBuild = Sketch.on(DEBIAN, "x:1")
                .layer("another python", 12_000_000, "RUN make")
                .image();

        Classification found = scene.classify(Scene.app(unknownBuild)
                .annotation(Annotations.BASE_NAME, "python:3.13-slim")
                .image());

        assertThat(found.refuted()).isEmpty();
        assertThat(found.base().reference().familiar()).isEqualTo("python:3.13-slim");
        assertThat(found.base().evidence()).isEqualTo(Confidence.CLAIMED);
    }

    @Test
    void claimingOneselfSaysNothing() {
        Image image = Scene.app(DEBIAN)
                .annotation(Annotations.BASE_NAME, "registry.corp/shop/cart:1")
                .image();

        Classification found = new Scene().classify(image);

        assertThat(found.base().reference().familiar()).isEqualTo("debian:trixie-slim");
        assertThat(found.base().evidence()).isEqualTo(Confidence.GUESSED);
    }
}
