package dev.plinth;

import dev.plinth.serving.ServingCertificate;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.time.Clock;
import java.util.Map;

/** What {@link Server} does before Quarkus starts, for tests that start Quarkus themselves. */
public final class ServerResource implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        return Map.of(
                "plinth.tls-directory",
                ServingCertificate.prepare(Clock.systemUTC()).toString(),
                "plinth.log-async",
                "false",
                "quarkus.http.test-port",
                "0",
                "quarkus.http.test-ssl-port",
                "0",
                "quarkus.management.test-port",
                "0");
    }

    @Override
    public void stop() {
        // The directory is the test process's temporary one.
    }
}
