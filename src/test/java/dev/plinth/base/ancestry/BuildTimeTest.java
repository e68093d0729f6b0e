package dev.plinth.base.ancestry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.base.inquiry.Inquiry;
import dev.plinth.image.Annotations;
import dev.plinth.image.Descriptor;
import dev.plinth.image.Image;
import dev.plinth.image.MediaType;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.testing.images.Sketch;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuildTimeTest {

    private static final Instant BUILT = Instant.parse("2026-08-05T01:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "2026-09-01T00:00:00Z, true",
        "2026-08-12T01:00:01Z, true",
        "2026-08-12T01:00:00Z, false",
        "2026-08-05T00:00:00Z, false",
        "2026-09-01T02:00:00+02:00, true",
        "2026-09-01, false",
        "soon, false",
        "'', false",
        "+999999999-12-31T23:59:59Z, true",
        "9999999999999999999-01-01T00:00:00Z, false"
    })
    void anEntryThatSaysItWasBuiltMoreThanAWeekLaterIsTooYoung(String created, boolean young) {
        assertThat(BuildTime.isTooYoung(asked(BUILT), entry(Map.of(Annotations.CREATED, created))))
                .isEqualTo(young);
    }

    @Test
    void whatSaysNothingIsRead() {
        assertThat(BuildTime.isTooYoung(asked(BUILT), entry(Map.of()))).isFalse();
        assertThat(BuildTime.isTooYoung(asked(null), entry(Map.of(Annotations.CREATED, "2026-09-01T00:00:00Z"))))
                .isFalse();
    }

    @Test
    void ofARepeatableBuildTheTimesOfItsBaseCount() {
        Image base = Sketch.named("python:3.12-slim-trixie")
                .created(BUILT)
                .layer("python", 13_000_000, "RUN make")
                .image();
        Image app = Sketch.on(base, "registry.corp/app:1")
                .created(Instant.EPOCH)
                .layer("app", 5_000, "jib-maven-plugin:3.4")
                .image();

        assertThat(BuildTime.of(app)).isEqualTo(BUILT);
    }

    @Test
    void whereEveryTimeWasTakenOutNothingIsLater() {
        Image image = Sketch.named("registry.corp/app:1")
                .created(Instant.parse("1980-01-01T00:00:01Z"))
                .layer("app", 5_000, "COPY . .")
                .image();

        assertThat(BuildTime.of(image)).isNull();
    }

    @Test
    void theEndOfAllTimesIsNoError() {
        assertThat(BuildTime.isTooYoung(asked(Instant.MAX), entry(Map.of(Annotations.CREATED, "2026-09-01T00:00:00Z"))))
                .isFalse();
    }

    private static Inquiry.BaseImage asked(@Nullable Instant before) {
        return new Inquiry.BaseImage(ImageReference.parse("python:3.12-slim"), false, false, before);
    }

    private static Descriptor entry(Map<String, String> annotations) {
        return new Descriptor(MediaType.OCI_MANIFEST, Sketch.digest("python"), 1_000, annotations, null, null, null);
    }
}
