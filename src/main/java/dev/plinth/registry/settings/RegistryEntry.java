package dev.plinth.registry.settings;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is said about the images below a prefix.
 *
 * @param prefix registry and possibly leading path
 * @param mirrors where to ask first, in order
 * @param only whether the registry itself is not asked
 * @param credentialsFile a Docker configuration with which everybody may pull there; null if none
 */
public record RegistryEntry(
        String prefix,
        List<Mirror> mirrors,
        boolean only,
        @Nullable Path credentialsFile) {

    public RegistryEntry {
        mirrors = List.copyOf(mirrors);
        if (only && mirrors.isEmpty()) {
            throw new IllegalArgumentException("only: true needs a mirror");
        }
    }

    /** Whether a registry and repository, as {@link dev.plinth.image.reference.ImageReference#path}, lie below the prefix. */
    public boolean covers(String path) {
        return path.startsWith(prefix) && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
    }
}
