package dev.plinth.policy.advice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.image.HistoryEntry;
import dev.plinth.image.ImageConfig;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraitsTest {

    private static ImageConfig config(
            List<String> entrypoint, List<String> command, List<String> env, String... steps) {
        return new ImageConfig(
                null,
                null,
                "",
                "",
                env,
                entrypoint,
                command,
                Map.of(),
                Stream.of(steps)
                        .map(step -> new HistoryEntry(null, step, "", "", false))
                        .toList(),
                List.of());
    }

    private static List<String> words(@Nullable String text) {
        return text == null ? List.of() : List.of(text.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "/bin/sh -c run, , true",
        ", /bin/bash -lc run, true",
        "/app/start.sh, , true",
        "/app/entrypoint serve, , true",
        "docker-entrypoint.sh, node server.js, false",
        "docker-entrypoint.sh, sh -c run, true",
        "/usr/local/bin/docker-entrypoint.sh, postgres, false",
        "/app/server, , false",
        ", python app.py, false",
        ", /bin/sh, false",
        ", bash, false",
        "/app/server, sh -c ignored, false",
    })
    void shellIsNeededByShellFormsAndScripts(@Nullable String entrypoint, @Nullable String command, boolean shell) {
        assertThat(Traits.of(config(words(entrypoint), words(command), List.of()), null)
                        .shell())
                .isEqualTo(shell);
    }

    @Test
    void onlyStepsAboveTheBaseCount() {
        ImageConfig config =
                config(List.of(), List.of(), List.of(), "RUN apt-get update && apt-get install -y gcc", "COPY . /app");

        assertThat(Traits.of(config, 1)).isEqualTo(Traits.UNKNOWN);
        assertThat(Traits.of(config, 0).packages()).isTrue();
        assertThat(Traits.of(config, 0).compiler()).isTrue();
        assertThat(Traits.of(config, null).packages()).isTrue();
    }

    @Test
    void compilersThatAreOnlySpokenOfAreNotInstalled() {
        assertThat(Traits.of(config(List.of(), List.of(), List.of(), "RUN echo gcc"), 0))
                .isEqualTo(Traits.UNKNOWN);
    }

    @Test
    void signsOfTheLibcAreSeen() {
        assertThat(Traits.of(config(List.of(), List.of(), List.of("CGO_ENABLED=0")), 0)
                        .staticBinary())
                .isTrue();
        assertThat(Traits.of(config(List.of(), List.of(), List.of("CUDA_VERSION=12")), 0)
                        .glibc())
                .isTrue();
        assertThat(Traits.of(config(List.of(), List.of(), List.of(), "RUN apk add --no-cache gcompat"), 0)
                        .glibc())
                .isTrue();
        assertThat(Traits.of(config(List.of(), List.of(), List.of(), "RUN npm ci && npx node-gyp rebuild"), 0)
                        .nativeModules())
                .isTrue();
    }
}
