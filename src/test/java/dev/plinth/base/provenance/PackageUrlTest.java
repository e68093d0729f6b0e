package dev.plinth.base.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackageUrlTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pkg:docker/alpine@3.20?platform=linux%2Famd64                            | docker.io/library/alpine:3.20
            pkg:docker/gcr.io/distroless/static@nonroot                              | gcr.io/distroless/static:nonroot
            pkg:docker/127.0.0.1%3A5000/library/debian@bookworm?platform=linux%2Famd64 | 127.0.0.1:5000/library/debian:bookworm
            pkg:docker/busybox                                                       | docker.io/library/busybox
            """)
    void namesAreFamiliarAndMayBeEscaped(String text, String reference) {
        PackageUrl url = PackageUrl.parse(text).orElseThrow();
        assertThat(url.reference().canonical()).isEqualTo(reference);
        assertThat(url.pinned()).isNull();
    }

    @Test
    void theDigestsQualifierShowsThatItWasPinned() {
        String hex = "a".repeat(64);
        PackageUrl url = PackageUrl.parse("pkg:docker/alpine@3.20?digest=sha256:" + hex + "&platform=linux%2Farm64")
                .orElseThrow();
        assertThat(url.pinned()).isNotNull();
        assertThat(url.pinned().hex()).isEqualTo(hex);
        assertThat(url.reference().digest()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "pkg:",
                "pkg:docker/",
                "pkg:npm/left-pad@1",
                "pkg:docker/UPPER@1",
                "pkg:docker/a%",
                "pkg:docker/a%zz@1"
            })
    void whatIsNoImageIsPassedOver(String text) {
        assertThat(PackageUrl.parse(text)).isEmpty();
    }
}
