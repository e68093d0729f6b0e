package dev.plinth.cli.workbench;

import dev.plinth.image.Platform;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the webhook is started with outside a cluster; null leaves it to the configuration.
 *
 * @param policy file of the policy
 * @param registries file of the registry document
 * @param catalogue file or reference of a catalogue
 * @param certificate PEM file of the serving certificate
 * @param key PEM file of its key
 * @param port HTTPS port; 0 for any free one
 * @param managementPort port of health, metrics and report; 0 for any free one
 * @param platforms to judge for where a pod does not say
 */
public record ServeSettings(
        @Nullable Path policy,
        @Nullable Path registries,
        @Nullable String catalogue,
        @Nullable Path certificate,
        @Nullable Path key,
        @Nullable Integer port,
        @Nullable Integer managementPort,
        List<Platform> platforms) {

    /** Everything as configured. */
    public static final ServeSettings NONE = new ServeSettings(null, null, null, null, null, null, null, List.of());

    public ServeSettings {
        platforms = List.copyOf(platforms);
    }
}
