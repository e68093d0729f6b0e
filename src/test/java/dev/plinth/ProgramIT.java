package dev.plinth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program, started as a user starts it. */
class ProgramIT {

    private static final long PATIENCE_SECONDS = 120;

    @TempDir
    Path directory;

    private record Ended(int code, String out, String err) {}

    @Test
    void commandsAnswerOnStandardOutputAlone() throws Exception {
        Ended shown = run("policy", "show");

        assertThat(shown.code()).isZero();
        assertThat(shown.out()).contains("kind: BaseImagePolicy");
        assertThat(run("--version").out()).matches("plinth \\d+\\.\\d+\\.\\d+\\S*\\R");
    }

    @Test
    void whatIsNoImageIsUnavailableAndMisuseIsAUsageError() throws Exception {
        Ended invalid = run("inspect", "-o", "json", "Not:A:Reference");
        Ended misused = run("inspect");

        assertThat(invalid.code()).isEqualTo(3);
        assertThat(invalid.out()).startsWith("[").contains("\"reason\": \"invalid-reference\"");
        assertThat(misused.code()).isEqualTo(2);
        assertThat(misused.out()).isEmpty();
        assertThat(misused.err()).contains("Missing required parameter").doesNotContain("\tat ");
    }

    @Test
    void theDemonstrationRejectsWarnsAcceptsAndEndsByItself() throws Exception {
        Ended demo = run("demo");

        assertThat(demo.code()).as(demo.out()).isZero();
        assertThat(demo.out())
                .contains("(rejected in ", "(warned in ", "(accepted in ")
                .contains(
                        "plinth denied 1 of 2 images in Deployment shop/report",
                        "base-claim-refuted",
                        "FROM python:3.12-slim")
                .contains("plinth_admission_reviews_total{")
                .doesNotContain("a defect");
    }

    private Ended run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                System.getProperty("plinth.jar")));
        command.addAll(List.of(arguments));
        File out = directory.resolve("out").toFile();
        File err = directory.resolve("err").toFile();
        Process process = new ProcessBuilder(command)
                .redirectOutput(out)
                .redirectError(err)
                .start();
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("ends by itself")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Ended(
                process.exitValue(),
                Files.readString(out.toPath(), StandardCharsets.UTF_8),
                Files.readString(err.toPath(), StandardCharsets.UTF_8));
    }
}
