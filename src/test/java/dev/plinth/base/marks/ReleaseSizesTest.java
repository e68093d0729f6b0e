package dev.plinth.base.marks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.image.Platform;
import dev.plinth.testing.images.Sketch;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseSizesTest {

    private static Clues archive(String day, long size, Platform platform) {
        return Clues.of(Sketch.named("r.corp/app:1")
                .platform(platform)
                .created(Instant.parse(day + "T00:00:00Z"))
                .layer("root", size, "/bin/sh -c #(nop) ADD file:" + "ab".repeat(32) + " in / ")
                .image());
    }

    @ParameterizedTest
    @CsvSource({
        "2017-12-12, 52599697, jessie",
        "2017-12-12, 45121631, stretch",
        "2017-12-12, 30114519, jessie",
        "2017-12-12, 22485719, stretch",
        "2023-01-11, 27140352, buster"
    })
    void debianOfATimeIsToldByItsSize(String day, long size, String codename) {
        assertThat(ReleaseSizes.debian(archive(day, size, Platform.LINUX_AMD64)))
                .isEqualTo(codename);
    }

    @ParameterizedTest
    @CsvSource({
        "2018-01-09, 2387570, 3.4",
        "2018-01-09, 1970140, 3.5",
        "2018-01-09, 1991747, 3.6",
        "2018-01-09, 2065537, 3.7"
    })
    void alpineOfATimeIsToldByItsSize(String day, long size, String release) {
        assertThat(ReleaseSizes.alpine(archive(day, size, Platform.LINUX_AMD64)))
                .isEqualTo(release);
    }

    @ParameterizedTest
    @CsvSource({"2018-01-25, 72952953, 14.04", "2018-01-25, 42863496, 16.04"})
    void ubuntuOfATimeIsToldByItsSize(String day, long size, String release) {
        assertThat(ReleaseSizes.ubuntu(archive(day, size, Platform.LINUX_AMD64)))
                .isEqualTo(release);
    }

    @Test
    void anotherTimeOrPlatformTellsNothing() {
        assertThat(ReleaseSizes.debian(archive("2012-01-01", 52_599_697, Platform.LINUX_AMD64)))
                .isNull();
        assertThat(ReleaseSizes.debian(archive("2017-12-12", 52_599_697, Platform.LINUX_ARM64)))
                .isNull();
        assertThat(ReleaseSizes.alpine(archive("2022-08-01", 2_800_000, Platform.LINUX_AMD64)))
                .isNull();
    }
}
