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

    @ParameterizedTest
    @CsvSource({
        "registry.corp/**, registry.corp:443/a",
        "registry.corp/**, registry.corp:0443/a",
        "registry.corp/**, REGISTRY.Corp:443/a",
        "Registry.Corp:443/**, registry.corp/a",
        "registry.corp:443/**, registry.corp/a",
        "registry.corp:5000/**, registry.corp:05000/a",
        "registry.corp:*/**, registry.corp:443/a",
        "registry.corp:*/**, registry.corp/a",
        "*.corp:443/**, registry.corp/a",
        "registry.corp/a, registry.corp:443/a:1",
        "localhost/**, LocalHost/a",
        "docker.io/**, index.docker.io/library/python",
        "docker.io/**, registry-1.docker.io:443/library/python",
        "docker.io/**, registry.hub.docker.com/library/python",
        "index.docker.io/**, python",
        "registry-1.docker.io/library/*, python",
        "[2001:db8::5]/**, [2001:DB8:0:0::0005]:443/a",
        "[2001:db8:0:0:0:0:0:5]:5000/**, [2001:db8::5]:5000/a",
        "[::ffff:1.2.3.4]/**, 1.2.3.4/a",
    })
    void noOtherSpellingOfARegistryGetsAroundAPattern(String pattern, String reference) {
        assertThat(ReferencePattern.parse(pattern).matches(ImageReference.parse(reference)))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "registry.corp/**, registry.corp:4430/a",
        "registry.corp:443/**, registry.corp:80/a",
        "registry:443/**, registry/a",
        "registry:443/**, docker.io/registry/a",
        "docker.io/**, index.docker.io.corp/a",
    })
    void anotherRegistryStaysAnother(String pattern, String reference) {
        assertThat(ReferencePattern.parse(pattern).matches(ImageReference.parse(reference)))
                .isFalse();
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
