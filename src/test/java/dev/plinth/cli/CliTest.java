package dev.plinth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.cli.text.Terminal;
import dev.plinth.cli.workbench.Doctor.Check;
import dev.plinth.image.Platform;
import dev.plinth.policy.Mode;
import dev.plinth.policy.Outcome;
import dev.plinth.policy.Verdict;
import dev.plinth.review.workload.JudgedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command line promises of itself: exit codes, streams, texts. The engine behind it is told what to answer. */
class CliTest {

    private final FakeWorkbench workbench = new FakeWorkbench();

    @Test
    void cleanImagesEndWithZero() {
        workbench.images.put("nginx", List.of(Results.compliant("nginx")));

        CommandRun run = CommandRun.of(workbench, "inspect", "nginx");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).startsWith("nginx\n").contains("compliant (nothing had to be looked up)");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void aFindingInEnforceEndsWithOneAndAWarningWithZero() {
        workbench.images.put("a", List.of(Results.full(Mode.ENFORCE)));
        workbench.images.put("b", List.of(Results.full(Mode.WARN)));

        assertThat(CommandRun.of(workbench, "inspect", "a").exit()).isEqualTo(1);
        assertThat(CommandRun.of(workbench, "inspect", "b").exit()).isZero();
        assertThat(CommandRun.of(workbench, "inspect", "--fail-on", "warn", "b").exit())
                .isEqualTo(1);
        assertThat(CommandRun.of(workbench, "inspect", "--fail-on", "unknown,unavailable", "b")
                        .exit())
                .isZero();
    }

    @Test
    void unavailableEndsWithThreeUnlessSomethingIsWorse() {
        workbench.images.put("gone", List.of(Results.unavailable("gone")));
        workbench.images.put("bad", List.of(Results.full(Mode.ENFORCE)));

        CommandRun alone = CommandRun.of(workbench, "inspect", "gone");
        assertThat(alone.exit()).isEqualTo(3);
        assertThat(alone.out()).contains("unavailable: rate-limited (registry.corp, retry after 42 s)");
        assertThat(CommandRun.of(workbench, "inspect", "gone", "bad").exit()).isEqualTo(1);
        assertThat(CommandRun.of(workbench, "inspect", "--fail-on", "unavailable", "gone")
                        .exit())
                .isEqualTo(1);
    }

    @Test
    void unknownFailsOnlyWhereItIsAskedFor() {
        workbench.images.put(
                "odd",
                List.of(new JudgedImage(
                        Results.compliant("odd").image(),
                        Results.compliant("odd").subject(),
                        null,
                        new Verdict(Outcome.UNKNOWN, List.of(), List.of()),
                        List.of())));

        assertThat(CommandRun.of(workbench, "inspect", "odd").exit()).isZero();
        assertThat(CommandRun.of(workbench, "inspect", "--fail-on", "unknown", "odd")
                        .exit())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "inspect",
                "inspect --no-such-option x",
                "inspect -o xml x",
                "inspect --timeout never x",
                "inspect --timeout 0s x",
                "inspect --platform linux x",
                "inspect --fail-on everything x",
                "bake",
                "policy",
                "policy check policy.yaml",
                "doctor"
            })
    void misuseEndsWithTwoAndAWayOutOnStandardError(String arguments) {
        CommandRun run = CommandRun.of(workbench, arguments.split(" "));

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("plinth: ").doesNotContain("\tat ");
    }

    @Test
    void aDefectEndsWithSeventyAndWithoutAStackTrace() {
        workbench.defect = new IllegalStateException("inner");

        CommandRun run = CommandRun.of(workbench, "inspect", "x");

        assertThat(run.exit()).isEqualTo(70);
        assertThat(run.err())
                .contains("a defect of plinth: IllegalStateException")
                .doesNotContain("\tat ");
    }

    @Test
    void jsonIsTheContractsDocumentAndNothingElse() throws IOException {
        workbench.images.put("a", List.of(Results.full(Mode.WARN), Results.unavailable("registry.corp/a:1")));

        CommandRun run = CommandRun.of(workbench, "inspect", "-o", "json", "-v", "a");

        assertThat(run.out()).isEqualTo(resource("inspect.json"));
        assertThat(run.err()).isEqualTo("mirror.corp answered 3 times\n");
    }

    @Test
    void textExplainsInLinesThatCanBeChecked() throws IOException {
        workbench.images.put(
                "a", List.of(Results.full(Mode.WARN), Results.full(Mode.WARN, Platform.parse("linux/arm64"))));

        assertThat(CommandRun.of(workbench, "inspect", "a").out()).isEqualTo(resource("inspect.txt"));
    }

    @Test
    void sharedOptionsReachTheEngine() {
        CommandRun.of(
                workbench,
                "inspect",
                "--platform",
                "linux/arm64",
                "--platform",
                "linux/amd64",
                "--timeout",
                "1500ms",
                "--registries",
                "r.yaml",
                "--catalog",
                "registry.corp/catalog:1",
                "x");

        assertThat(workbench.settings).isNotNull();
        assertThat(workbench.settings.platforms()).containsExactly(Platform.parse("linux/arm64"), Platform.LINUX_AMD64);
        assertThat(workbench.settings.timeout()).isEqualTo(Duration.ofMillis(1500));
        assertThat(workbench.settings.registries()).hasToString("r.yaml");
        assertThat(workbench.settings.catalogue()).isEqualTo("registry.corp/catalog:1");
    }

    @Test
    void noCommandServes() {
        assertThat(CommandRun.of(workbench).exit()).isZero();
        assertThat(workbench.served).isNotNull();
        assertThat(CommandRun.of(workbench, "serve", "--port", "0", "--management-port", "9001")
                        .exit())
                .isZero();
        assertThat(workbench.served.port()).isZero();
        assertThat(workbench.served.managementPort()).isEqualTo(9001);
    }

    @Test
    void helpAndVersionAreForStandardOutput() {
        assertThat(CommandRun.of(workbench, "--version").out()).isEqualTo("plinth 1.2.3\n");
        assertThat(CommandRun.of(workbench, "--help").out()).contains("inspect", "policy", "doctor", "serve");
        assertThat(CommandRun.of(workbench, "inspect", "--help").exit()).isZero();
    }

    @Test
    void theDoctorSaysWhatToDoAndEndsWithThreeWhereARegistryIsOfNoUse() {
        workbench.checks.add(new Check("TLS", Check.State.GOOD, "certificate valid for 40 days", ""));
        assertThat(CommandRun.of(workbench, "doctor", "r.corp").exit()).isZero();
        workbench.checks.add(new Check("access", Check.State.BAD, "401", "docker login r.corp"));

        CommandRun run = CommandRun.of(workbench, "doctor", "r.corp");

        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.out()).contains("ok    TLS", "bad   access", "→ docker login r.corp");
        assertThat(CommandRun.of(workbench, "doctor", "-o", "json", "r.corp").out())
                .contains("\"wayOut\": \"docker login r.corp\"");
    }

    @Test
    void textFromOutsideCannotSteerTheTerminal() {
        assertThat(Terminal.plain("a\u001b[31mb\u202Ec\n")).isEqualTo("a?[31mb?c?");
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = CliTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
