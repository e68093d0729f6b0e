package dev.plinth.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.codec.Json;
import dev.plinth.data.Node;
import dev.plinth.faults.WebhookFaults.Outcome;
import dev.plinth.faults.WebhookFaults.Seen;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the packaged webhook makes of registries that misbehave; {@code bench/run faults} prints the same table. */
class FaultsIT {

    /** For a machine that does other things as well. */
    private static final Duration GRACE = Duration.ofMillis(500);

    private static Outcome outcome;

    @BeforeAll
    static void meetThemAll(@TempDir Path directory) throws Exception {
        outcome = new WebhookFaults(Path.of(System.getProperty("plinth.jar")), directory).run();
        System.out.print(outcome.table());
    }

    @Test
    void thereAreManyFaults() {
        assertThat(outcome.faults()).isGreaterThanOrEqualTo(30);
    }

    @Test
    void everyAnswerIsTheContracts() {
        assertThat(outcome.seen()).allMatch(Seen::right);
    }

    @Test
    void everyAnswerIsInTime() {
        assertThat(outcome.seen()).noneMatch(one -> one.isLate(GRACE));
    }

    @Test
    void noCredentialGoesAstray() {
        assertThat(outcome.seen()).noneMatch(Seen::leaked);
        assertThat(outcome.secrets()).isEmpty();
    }

    @Test
    void nothingFallsOverAndEverythingIsServedAfterwards() {
        assertThat(outcome.stackTraces()).isEmpty();
        assertThat(outcome.seen()).allMatch(Seen::othersServed).allMatch(Seen::served);
        assertThat(outcome.ready()).isTrue();
    }

    @Test
    void failedLookUpsAreLoggedWithHostReasonStatusAndAttempt() throws Exception {
        assertThat(outcome.lookups()).hasSizeGreaterThan(60);
        for (String line : outcome.lookups()) {
            Node entry = new Json().json(line.getBytes(StandardCharsets.UTF_8));
            assertThat(entry.text("mdc", "host").orElseThrow()).startsWith("127.0.0.1:");
            assertThat(entry.text("mdc", "reason").orElseThrow()).matches("[a-z-]+");
            assertThat(entry.text("mdc", "status").orElseThrow()).matches("[1-5][0-9]{2}|[a-z-]+");
            assertThat(entry.text("mdc", "attempt").orElseThrow()).matches("[0-3]");
            assertThat(entry.text("mdc", "image").orElseThrow())
                    .containsPattern("/shop/cart(:1|@sha256:[0-9a-f]{64}$)");
        }
        assertThat(outcome.lookups())
                .anyMatch(line -> line.contains("\"status\":\"503\"") && line.contains("\"attempt\":\"1\""))
                .anyMatch(line -> line.contains("\"status\":\"502\"") && line.contains("\"attempt\":\"3\""));
    }
}
