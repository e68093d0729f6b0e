package dev.plinth.cli.workbench;

import dev.plinth.image.Platform;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options that every reading command shares.
 *
 * @param policy file of the policy; null for the built-in default
 * @param registries file of the registry document; null for {@code PLINTH_REGISTRIES}, else none
 * @param catalogue file or reference of a catalogue; null for the shipped and the local one
 * @param platforms to judge for; empty: as the workload says, else every one of an image
 * @param timeout for one image, or one workload
 * @param deep whether to look further than the policy needs: at what the base's tag points to now, and into layers where
 *     metadata leaves the tier open
 */
public record Settings(
        @Nullable Path policy,
        @Nullable Path registries,
        @Nullable String catalogue,
        List<Platform> platforms,
        Duration timeout,
        boolean deep) {

    public Settings {
        platforms = List.copyOf(platforms);
    }
}
