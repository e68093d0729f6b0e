package dev.plinth.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.testing.images.ImageBuilder;
import dev.plinth.testing.registry.FakeRegistry;
import dev.plinth.testing.registry.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that go away: what they asked for gives its places back, and goes on where it costs nobody anything. */
class CancelledReviewsIT {

    private static final int SLOTS = 16;

    @Test
    void whatNobodyAwaitsAnyMoreLeavesHalfOfAHostsPlacesAtOnce(@TempDir Path directory) throws Exception {
        try (FakeRegistry registry = FakeRegistry.start();
                RunningProgram program = RunningProgram.start(
                        Path.of(System.getProperty("plinth.jar")),
                        directory,
                        """
                        apiVersion: plinth.dev/v1
                        kind: BaseImagePolicy
                        mode: enforce
                        rules: [{name: nothing-at-all, require: {imageSize: {atMost: 1}}}]
                        """,
                        "apiVersion: plinth.dev/v1\nkind: RegistryConfig\nregistries:\n- {prefix: \"" + registry.host()
                                + "\", plainHttp: true, allowPrivateAddresses: true}\n")) {
            registry.push(
                    "shop/cart:1",
                    ImageBuilder.scratch().layer(Map.of("app", "x")).build());
            registry.fault("/hung/", Fault.hang());
            List<CompletableFuture<?>> clients = new ArrayList<>();
            for (int i = 0; i < SLOTS; i++) {
                clients.add(program.begin(registry.host() + "/hung/app" + i + ":1", Duration.ofSeconds(60)));
            }
            awaitConnections(registry, SLOTS);
            assertThat(registry.openConnections()).isEqualTo(SLOTS);
            clients.forEach(client -> client.cancel(true));
            // Before the deadline of those reviews.
            awaitConnections(registry, SLOTS / 2);
            assertThat(registry.openConnections()).isEqualTo(SLOTS / 2);
            assertThat(program.review(registry.host() + "/shop/cart:1", Duration.ofSeconds(3))
                            .outcome())
                    .isEqualTo("denied");
            assertThat(program.log()).noneMatch(line -> line.contains("Exception") || line.contains("defect"));
        }
    }

    private static void awaitConnections(FakeRegistry registry, int count) throws InterruptedException {
        for (int i = 0; i < 400 && registry.openConnections() != count; i++) {
            Thread.sleep(50);
        }
    }
}
