package dev.plinth;

import dev.plinth.cli.workbench.ServeSettings;
import dev.plinth.image.Platform;
import dev.plinth.serving.ServingCertificate;
import io.quarkus.runtime.Quarkus;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Runs the webhook: what Quarkus must find before it starts, then Quarkus, until the program is told to end. */
final class Server {

    /** As other commands do for what the user gave wrongly. */
    private static final int USAGE = 2;

    /** How often a key store's password is hashed to encrypt a key in it (PKCS #12), as the JDK's own provider takes it. */
    private static final String KEY_STORE_ITERATIONS = "keystore.pkcs12.keyPbeIterationCount";

    private Server() {}

    /** Runs until the program is told to end, by a signal or {@link Quarkus#asyncExit}. The exit code. */
    static int run(ServeSettings settings) {
        properties(settings).forEach(System::setProperty);
        // The key stores of the server are never written down: ten thousand rounds, four times a start, would protect
        // nothing.
        System.setProperty(KEY_STORE_ITERATIONS, "1");
        AtomicInteger code = new AtomicInteger();
        Quarkus.run(null, (exit, failure) -> {
            code.set(failure != null ? USAGE : exit);
            if (failure != null) {
                System.err.println("plinth: the webhook does not start: " + cause(failure));
            }
        });
        return code.get();
    }

    /** The innermost cause says what is wrong: a port in use, a setting that is no number. */
    private static String cause(Throwable failure) {
        Throwable at = failure;
        while (at.getCause() != null && at.getCause() != at) {
            at = at.getCause();
        }
        String message = at.getMessage();
        return message == null ? at.getClass().getSimpleName() : message;
    }

    /** Options go before variables of the same name: system properties do before the environment. */
    private static Map<String, String> properties(ServeSettings settings) {
        Map<String, String> properties = new LinkedHashMap<>();
        put(properties, "policy", settings.policy());
        put(properties, "registries", settings.registries());
        put(properties, "catalog", settings.catalogue());
        put(properties, "tls-cert", settings.certificate());
        put(properties, "tls-key", settings.key());
        put(properties, "port", settings.port());
        put(properties, "management-port", settings.managementPort());
        if (!settings.platforms().isEmpty()) {
            put(
                    properties,
                    "platforms",
                    settings.platforms().stream().map(Platform::toString).collect(Collectors.joining(",")));
        }
        if (settings.certificate() != null) {
            put(properties, "certificate-mode", "files");
        }
        put(properties, "log-json", "json".equalsIgnoreCase(System.getenv("PLINTH_LOG_FORMAT")));
        put(properties, "tls-directory", ServingCertificate.prepare(Clock.systemUTC()));
        return properties;
    }

    private static void put(Map<String, String> properties, String name, @Nullable Object value) {
        if (value != null) {
            properties.put(
                    "plinth." + name,
                    value instanceof Path path ? path.toAbsolutePath().toString() : value.toString());
        }
    }
}
