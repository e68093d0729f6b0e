package dev.plinth.registry.settings;

import dev.plinth.image.reference.ImageReference;
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

    /**
     * How a mirror calls an image.
     *
     * @throws IllegalArgumentException if the name is too long there
     */
    public ImageReference at(Mirror mirror, ImageReference reference) {
        String rest = reference.path().substring(prefix.length());
        String below = rest.startsWith("/") ? rest.substring(1) : rest;
        String path = mirror.path();
        return new ImageReference(
                mirror.host().host(),
                below.isEmpty() && path.endsWith("/") ? path.substring(0, path.length() - 1) : path + below,
                reference.tag(),
                reference.digest());
    }
}
