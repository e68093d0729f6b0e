package dev.plinth.base.weighing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.base.Classification;
import dev.plinth.base.Confidence;
import dev.plinth.base.Facts;
import dev.plinth.base.Libc;
import dev.plinth.base.Tier;
import dev.plinth.base.inquiry.Answer;
import dev.plinth.base.inquiry.Content;
import dev.plinth.base.inquiry.Inquiry;
import dev.plinth.image.Annotations;
import dev.plinth.image.Image;
import dev.plinth.testing.images.Sketch;
import org.junit.jupiter.api.Test;

class AdditionsTest {

    private static final Image DISTROLESS = Scene.distroless();
    private static final Image DEBIAN = Scene.debianSlim();

    private static Classification on(Image base, Tier tier, long size, String createdBy) {
        Image image = Sketch.on(base, "registry.corp/app:1")
                .layer("own", size, createdBy)
                .image();
        return new Scene().knows(base, tier, "debian").classify(image);
    }

    @Test
    void anOrdinaryProgramLeavesDistrolessAsItIs() {
        Classification found = on(DISTROLESS, Tier.DISTROLESS, 60_000_000, "COPY app.jar /app/app.jar # buildkit");
        assertThat(found.tier()).isEqualTo(Tier.DISTROLESS);
        assertThat(found.facts().shell()).isFalse();
    }

    @Test
    void aPackageManagerOverDistrolessIsNoLongerDistroless() {
        Classification found =
                on(DISTROLESS, Tier.DISTROLESS, 60_000_000, "RUN /bin/sh -c apt-get install -y gcc # buildkit");
        assertThat(found.tier()).isEqualTo(Tier.FULL);
        assertThat(found.facts().shell()).isTrue();
        assertThat(found.facts().packageManager()).isEqualTo("apt");
        assertThat(found.evidence()).anySatisfy(line -> assertThat(line.says()).contains("above the base"));
    }

    @Test
    void aShellOverDistrolessRaisesTheTier() {
        assertThat(on(DISTROLESS, Tier.DISTROLESS, 1_000_000, "COPY busybox /bin/sh # buildkit")
                        .tier())
                .isEqualTo(Tier.SLIM);
    }

    @Test
    void aFatLayerOverDistrolessMayHoldAnything() {
        Classification found = on(DISTROLESS, Tier.DISTROLESS, 300_000_000, "COPY app /app # buildkit");
        assertThat(found.tier()).isNull();
        assertThat(found.facts().shell()).isNull();
    }

    @Test
    void aLayerThatNothingExplainsMayHoldAnything() {
        Image image = Sketch.on(DISTROLESS, "registry.corp/app:1")
                .bareLayer(Sketch.digest("x"), Sketch.digest("y"), 40_000_000)
                .image();
        assertThat(new Scene()
                        .knows(DISTROLESS, Tier.DISTROLESS, "debian")
                        .classify(image)
                        .tier())
                .isNull();
    }

    @Test
    void compilersLaidOverASlimBaseMakeItFull() {
        Classification found =
                on(DEBIAN, Tier.SLIM, 90_000_000, "RUN /bin/sh -c apt-get install -y build-essential # buildkit");
        assertThat(found.tier()).isEqualTo(Tier.FULL);
        assertThat(found.facts().buildTools()).isTrue();
    }

    @Test
    void compilersThatTheSameStepTakesAwayLeaveNothing() {
        assertThat(on(
                                DEBIAN,
                                Tier.SLIM,
                                9_000_000,
                                "RUN /bin/sh -c apt-get install -y gcc && make && apt-get purge -y gcc # buildkit")
                        .tier())
                .isEqualTo(Tier.SLIM);
    }

    @Test
    void compilersThatABaseBringsCountWhetherItWasLookedUpOrNot() {
        Image golden = Sketch.on(DEBIAN, "registry.corp/base/dev:1")
                .layer(
                        "gcc",
                        90_000_000,
                        "RUN /bin/sh -c apt-get install -y gcc && rm -rf /var/lib/apt/lists/* # buildkit")
                .image();
        Image app = Scene.app(golden)
                .annotation(Annotations.BASE_NAME, "registry.corp/base/dev:1")
                .image();
        Scene scene = new Scene().knows(DEBIAN, Tier.SLIM, "debian");

        Classification found = scene.classify(app, Scene.read("registry.corp/base/dev:1", true, golden));

        assertThat(found.base().evidence()).isEqualTo(Confidence.VERIFIED);
        assertThat(found.tier()).isEqualTo(Tier.FULL);
        assertThat(scene.classify(app, Scene.unread("registry.corp/base/dev:1")).tier())
                .isEqualTo(Tier.FULL);
    }

    @Test
    void contentBeatsWhatLayersAndClaimsSay() {
        Image image = Scene.app(DISTROLESS).image();
        Facts facts = new Facts("debian", "13", "trixie", Libc.GLIBC, true, "apt", true, null);
        Answer content = new Answer.ContentFacts(
                new Inquiry.Content(image.manifest().layers()), new Content(facts, null, false, false, true));

        Classification found =
                new Scene().knows(DISTROLESS, Tier.DISTROLESS, "debian").classify(image, content);

        assertThat(found.tier()).isEqualTo(Tier.FULL);
        assertThat(found.facts().packageManager()).isEqualTo("apt");
        assertThat(found.evidence().getFirst().verified()).isTrue();
    }
}
