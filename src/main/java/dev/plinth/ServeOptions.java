package dev.plinth;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options of {@code plinth serve}, which go before the variables of the same names. */
@Command(
        name = "plinth serve",
        mixinStandardHelpOptions = true,
        description = "Answers admission reviews over HTTPS. In a cluster the chart sets everything by PLINTH_… variables;"
                + " outside one, the documents come from files, which are watched.")
final class ServeOptions implements Callable<Integer> {

    @Option(names = "--policy", paramLabel = "FILE", description = "The policy document.")
    private @Nullable String policy;

    @Option(names = "--registries", paramLabel = "FILE", description = "The registry document.")
    private @Nullable String registries;

    @Option(names = "--catalog", paramLabel = "FILE|REF", description = "A catalogue of known bases beside the shipped.")
    private @Nullable String catalog;

    @Option(names = "--tls-cert", paramLabel = "FILE", description = "The certificate chain (PEM). Without it and the key"
            + " a temporary certificate is made.")
    private @Nullable String tlsCert;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "The private key (PEM, PKCS #8).")
    private @Nullable String tlsKey;

    @Option(names = "--port", paramLabel = "PORT", description = "HTTPS port of the webhook (8443).")
    private @Nullable Integer port;

    @Option(
            names = "--management-port",
            paramLabel = "PORT",
            description = "HTTP port of health, metrics and report (9000).")
    private @Nullable Integer managementPort;

    @Option(names = "--platform", paramLabel = "OS/ARCH", split = ",", description = "Platforms to judge for where a pod"
            + " does not say; may be repeated.")
    private String @Nullable [] platforms;

    @Override
    public Integer call() {
        return 0;
    }

    /** As properties of {@link ServeConfig}. */
    Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>();
        put(properties, "policy", policy);
        put(properties, "registries", registries);
        put(properties, "catalog", catalog);
        put(properties, "tls-cert", tlsCert);
        put(properties, "tls-key", tlsKey);
        put(properties, "port", port);
        put(properties, "management-port", managementPort);
        put(properties, "platforms", platforms == null ? null : String.join(",", platforms));
        return properties;
    }

    private static void put(Map<String, String> properties, String name, @Nullable Object value) {
        if (value != null) {
            properties.put("plinth." + name, value.toString());
        }
    }
}
