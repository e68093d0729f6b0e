package dev.plinth.registry.auth;

import dev.plinth.codec.Json;
import dev.plinth.image.MalformedException;
import dev.plinth.review.credentials.DockerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A Docker configuration on disk, read anew when it changes. A file that is not there holds nothing. */
final class ConfigFile {

    private static final long MAX_BYTES = 1024 * 1024;
    private static final DockerConfig EMPTY = new DockerConfig(List.of(), "", Map.of());

    /**
     * The file as it was read last.
     *
     * @param fault what is wrong with it; null if nothing
     */
    record Content(
            long changed, DockerConfig config, @Nullable String fault) {}

    private final Path path;
    private volatile Content content = new Content(-1, EMPTY, null);

    ConfigFile(Path path) {
        this.path = path;
    }

    Content content() {
        long changed = path.toFile().lastModified();
        Content known = content;
        if (known.changed() == changed) {
            return known;
        }
        Content read = read(changed);
        content = read;
        return read;
    }

    private Content read(long changed) {
        if (changed == 0) {
            return new Content(0, EMPTY, "credentials file " + path + " does not exist");
        }
        try {
            if (Files.size(path) > MAX_BYTES) {
                return new Content(changed, EMPTY, "credentials file " + path + " is too large");
            }
            DockerConfig config =
                    DockerConfig.read(new Json().json(Files.readAllBytes(path)), "credentials file " + path);
            return new Content(changed, config, null);
        } catch (IOException _) {
            return new Content(changed, EMPTY, "credentials file " + path + " cannot be read");
        } catch (MalformedException _) {
            return new Content(changed, EMPTY, "credentials file " + path + " is no JSON");
        }
    }
}
