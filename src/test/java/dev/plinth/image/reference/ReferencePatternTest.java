package dev.plinth.image.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferencePatternTest {

    private static final String DIGEST = "@sha256:" + "0123456789abcdef".repeat(4);

    @ParameterizedTest
    @CsvSource({
        "**, registry.corp/a/b:1, true",
        "**, python, true",
        "python, python:3.12, true",
        "python, bitnami/python:3.12, false",
        "python, gcr.io/library/python, false",
        "bitnami/*, bitnami/redis:7, true",
        "bitnami/*, bitnami/a/b, false",
        "docker.io/library/python:*-slim-*, python:3.12-slim-bookworm, true",
        "docker.io/library/python:*-slim-*, python:3.12-slim, false",
        "docker.io/library/python:*-slim-*, python:3.12, false",
        "gcr.io/distroless/**, gcr.io/distroless/static-debian13:nonroot, true",
        "gcr.io/distroless/**, gcr.io/distroless.evil/static, false",
        "registry.corp/**, registry.corp.evil.com/a, false",
        "registry.corp/**, registry.corp/a/b/c:1, true",
        "registry.corp/**, registry.corp:5000/a, false",
        "registry.corp:*/**, registry.corp:5000/a, true",
        "*.corp/**, registry.corp/a, true",
        "*.corp/**, corp/a, false",
        "**/python:3*, registry.corp/mirror/python:3.12, true",
        "**/python:3*, registry.corp/mirror/python:2.7, false",
        "registry.corp/**/app, registry.corp/app, true",
        "registry.corp/**/app, registry.corp/a/b/app, true",
        "registry.corp/base/*:*, registry.corp/base/python:3.12, true",
        "python:latest, python, true",
        "localhost/*, localhost/a, true",
    })
    void matchesSegmentBySegment(String pattern, String reference, boolean matches) {
        assertThat(ReferencePattern.parse(pattern).matches(ImageReference.parse(reference)))
                .isEqualTo(matches);
    }

    @Test
    void aPatternWithATagDoesNotMatchADigestAlone() {
        ImageReference pinned = ImageReference.parse("python" + DIGEST);

        assertThat(ReferencePattern.parse("python:3*").matches(pinned)).isFalse();
        assertThat(ReferencePattern.parse("python").matches(pinned)).isTrue();
        assertThat(ReferencePattern.parse("python@sha256:*").matches(pinned)).isTrue();
        assertThat(ReferencePattern.parse("python@sha256:*").matches(ImageReference.parse("python:3")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a//b", "a:", "a@", "a/x**", "**/**/**/**/a", "https://a/b", "a(b)"})
    void refusesWhatIsNoPattern(String text) {
        assertThatThrownBy(() -> ReferencePattern.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void staysFastOnHostilePatterns() {
        ReferencePattern pattern =
                ReferencePattern.parse("**/" + "*a".repeat(60) + "/**/" + "*b".repeat(60) + ":*c*c*c*c");
        ImageReference reference =
                ImageReference.parse("registry.corp/" + "a".repeat(100) + "/" + "b".repeat(99) + ":" + "c".repeat(128));

        long start = System.nanoTime();
        boolean matches = pattern.matches(reference);

        assertThat(matches).isTrue();
        assertThat(System.nanoTime() - start).isLessThan(1_000_000_000L);
    }
}
