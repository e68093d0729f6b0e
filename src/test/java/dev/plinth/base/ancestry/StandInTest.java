package dev.plinth.base.ancestry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.base.inquiry.Inquiry;
import dev.plinth.image.Image;
import dev.plinth.image.ImageConfig;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.testing.images.Sketch;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StandInTest {

    private static final String SLIM = "# debian.sh --arch 'amd64' out/ 'trixie' '@1785715200'";

    private static Image base(String name) {
        return Sketch.named(name)
                .layer("root", 29_780_765, SLIM)
                .layer("python", 13_000_000, "RUN /bin/sh -c make # buildkit")
                .step("CMD [\"python3\"]")
                .image();
    }

    private static Image app(Image base) {
        return Sketch.on(base, "registry.corp/app:1")
                .layer("app", 5_000, "COPY . . # buildkit")
                .step("ENTRYPOINT [\"/app\"]")
                .image();
    }

    private static Optional<ImageConfig> of(Image image, Image base, boolean claimed, boolean whole) {
        return StandIn.of(
                image,
                new Inquiry.BaseImage(ImageReference.parse(base.reference().canonical()), claimed, whole, null),
                base.manifest());
    }

    @Test
    void theImagesOwnHistoryStandsInWhereItsLowestLayersAreTheBases() {
        Image base = base("python:3.12-slim-trixie");

        ImageConfig config = of(app(base), base, true, false).orElseThrow();

        assertThat(config.diffIds()).isEqualTo(base.config().diffIds());
        assertThat(config.history()).isEqualTo(base.config().history());
        assertThat(config.created()).isEqualTo(base.config().history().getLast().created());
    }

    @Test
    void aHistoryThatMakesTheBaseSmallerThanItsNameIsNotBelieved() {
        Image base = base("ubuntu:24.04");

        assertThat(of(app(base), base, true, false)).isEmpty();
    }

    @Test
    void aHistoryThatWasTakenAwayStandsInForNothing() {
        Image base = base("python:3.12-slim-trixie");
        Image bare = Sketch.on(base, "registry.corp/app:1").withoutHistory().image();

        assertThat(of(bare, base, true, false)).isEmpty();
    }

    @Test
    void otherLayersOfOurOwnCandidateNeedNoConfigurationAndOfAClaimTheyDo() {
        Image base = base("python:3.12-slim-trixie");
        Image other = Sketch.named("registry.corp/app:1")
                .layer("other", 30_000_000, SLIM)
                .image();
        Image larger = Sketch.on(other, "registry.corp/app:1")
                .layer("more", 1_000, "COPY . .")
                .image();

        ImageConfig config = of(larger, base, false, false).orElseThrow();

        assertThat(config.diffIds()).doesNotContainAnyElementsOf(larger.config().diffIds());
        assertThat(of(larger, base, true, false)).isEmpty();
    }

    @Test
    void layersThatMayHaveBeenCompressedAnewAreLookedInto() {
        Image base = base("python:3.12-slim-trixie");
        Image image = Sketch.on(base, "registry.corp/app:1")
                .layer("app", 5_000, "COPY . . # buildkit")
                .recompressed()
                .image();

        assertThat(of(image, base, false, false)).isEmpty();
    }

    @Test
    void whoeverWantsTheAgeReadsTheBasesOwn() {
        Image base = base("python:3.12-slim-trixie");

        assertThat(of(app(base), base, true, true)).isEmpty();
    }
}
