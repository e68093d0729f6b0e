package dev.plinth.base.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DockerfileTextTest {

    private static Optional<String> base(String text) {
        return DockerfileText.base(text, null, Map.of());
    }

    @Test
    void theLastStageCounts() {
        assertThat(
                        base(
                                "FROM golang:1.27 AS build\nRUN go build\nFROM gcr.io/distroless/static\nCOPY --from=build /app /app\n"))
                .contains("gcr.io/distroless/static");
    }

    @Test
    void aStageMayStandOnAnEarlierOne() {
        assertThat(base("FROM debian:trixie-slim AS Base\nFROM base AS mid\nfrom MID\n"))
                .contains("debian:trixie-slim");
    }

    @Test
    void theTargetIsTakenByNameOrNumber() {
        String text = "FROM a:1 AS one\nFROM b:2 AS two\nFROM c:3\n";
        assertThat(DockerfileText.base(text, "two", Map.of())).contains("b:2");
        assertThat(DockerfileText.base(text, "0", Map.of())).contains("a:1");
        assertThat(DockerfileText.base(text, "nine", Map.of())).isEmpty();
    }

    @Test
    void argumentsBeforeTheFirstStageAreFilledIn() {
        String text = "ARG VERSION=3.12\nARG BASE=python:${VERSION}-slim\nFROM --platform=$BUILDPLATFORM ${BASE}\n";
        assertThat(base(text)).contains("python:3.12-slim");
        assertThat(DockerfileText.base(text, null, Map.of("VERSION", "3.13"))).contains("python:3.13-slim");
        assertThat(DockerfileText.base(text, null, Map.of("BASE", "alpine:3.24")))
                .contains("alpine:3.24");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            FROM ${A:-alpine}:3      | alpine:3
            FROM ${A-alpine}:3       | alpine:3
            FROM alpine${B:+:edge}   | alpine
            FROM "debian:trixie"     | debian:trixie
            FROM debian@sha256:00 AS x | debian@sha256:00
            """)
    void theFormsOfSubstitutionAreUnderstood(String text, String base) {
        assertThat(base(text)).contains(base);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FROM $UNKNOWN",
                "FROM ${UNKNOWN}",
                "FROM ${A:?must be set}",
                "FROM ${",
                "FROM $",
                "",
                "RUN x",
                "FROM"
            })
    void whatCannotBeFilledInIsUnknown(String text) {
        assertThat(base(text)).isEmpty();
    }

    @Test
    void continuedLinesCommentsAndHereDocumentsArePassedOver() {
        assertThat(base("""
                # syntax=docker/dockerfile:1
                FROM \\
                  # not this
                  debian:trixie-slim
                RUN <<EOF
                FROM evil:1
                EOF
                COPY <<-"END" /x
                \tFROM evil:2
                \tEND
                RUN echo a \\
                  && echo FROM evil:3
                """)).contains("debian:trixie-slim");
    }

    @Test
    void stagesThatNameThemselvesEnd() {
        assertThat(base("FROM a AS a\nFROM a AS a\nFROM a AS a\n")).contains("a");
    }

    @Test
    void argumentsThatGrowAreCutOff() {
        StringBuilder text = new StringBuilder("ARG A=xxxxxxxxxx\n");
        for (int i = 0; i < 40; i++) {
            text.append("ARG A=$A$A\n");
        }
        assertThat(base(text + "FROM $A\n")).isNotNull();
    }
}
