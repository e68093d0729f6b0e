package dev.plinth.image;

import dev.plinth.data.Node;
import dev.plinth.image.reference.Digest;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An image configuration (OCI image-spec, config; Docker image config), as far as it tells of the base.
 *
 * @param platform what it runs on; null if operating system or architecture is missing
 * @param created null if missing or no RFC 3339 time
 * @param author empty if missing
 * @param user empty if missing
 * @param env {@code NAME=value}, in order
 * @param entrypoint empty if none
 * @param command empty if none
 * @param labels empty if none
 * @param history from the bottom up
 * @param diffIds digests of the layers' uncompressed content, from the bottom up
 */
public record ImageConfig(
        @Nullable Platform platform,
        @Nullable Instant created,
        String author,
        String user,
        List<String> env,
        List<String> entrypoint,
        List<String> command,
        Map<String, String> labels,
        List<HistoryEntry> history,
        List<Digest> diffIds) {

    private static final int MAX_HISTORY = 4_000;

    public ImageConfig {
        env = List.copyOf(env);
        entrypoint = List.copyOf(entrypoint);
        command = List.copyOf(command);
        labels = Map.copyOf(labels);
        history = List.copyOf(history);
        diffIds = List.copyOf(diffIds);
    }

    /**
     * Reads a configuration.
     *
     * @throws MalformedException if it is no mapping, or its list of diff ids is missing or holds what is no digest
     */
    public static ImageConfig read(Node node) throws MalformedException {
        if (!(node instanceof Node.Mapping)) {
            throw new MalformedException("config must be an object");
        }
        GoKeys.CONFIG.check(node, "config");
        Node rootFs = node.find("rootfs").orElse(null);
        if (rootFs != null) {
            GoKeys.ROOT_FS.check(rootFs, "config.rootfs");
        }
        Optional<String> os = node.text("os");
        Optional<String> architecture = node.text("architecture");
        Platform platform = os.isEmpty() || architecture.isEmpty()
                ? null
                : new Platform(
                        os.get(),
                        architecture.get(),
                        node.text("variant").orElse(null),
                        node.text("os.version").orElse(null));
        return new ImageConfig(
                platform,
                time(node, "created"),
                node.text("author").orElse(""),
                node.text("config", "User").orElse(""),
                node.texts("config", "Env"),
                node.texts("config", "Entrypoint"),
                node.texts("config", "Cmd"),
                node.textEntries("config", "Labels"),
                history(node),
                diffIds(node));
    }

    private static List<HistoryEntry> history(Node node) throws MalformedException {
        List<Node> items = node.items("history");
        if (items.size() > MAX_HISTORY) {
            throw new MalformedException("config.history has more than " + MAX_HISTORY + " entries");
        }
        return items.stream().map(HistoryEntry::read).toList();
    }

    private static List<Digest> diffIds(Node node) throws MalformedException {
        if (node.find("rootfs", "diff_ids").isEmpty()) {
            throw new MalformedException("config.rootfs.diff_ids is missing");
        }
        List<Digest> diffIds = new ArrayList<>();
        for (Node item : node.items("rootfs", "diff_ids")) {
            try {
                diffIds.add(Digest.parse(item.text().orElse("")));
            } catch (IllegalArgumentException _) {
                throw new MalformedException("config.rootfs.diff_ids[" + diffIds.size() + "] is no digest");
            }
        }
        return diffIds;
    }

    private static @Nullable Instant time(Node node, String key) {
        try {
            return node.text(key)
                    .map(text -> OffsetDateTime.parse(text).toInstant())
                    .orElse(null);
        } catch (DateTimeParseException _) {
            return null;
        }
    }

    /** The value of an environment variable, the last one if set twice. */
    public Optional<String> env(String name) {
        for (int i = env.size() - 1; i >= 0; i--) {
            String entry = env.get(i);
            if (entry.startsWith(name) && entry.length() > name.length() && entry.charAt(name.length()) == '=') {
                return Optional.of(entry.substring(name.length() + 1));
            }
        }
        return Optional.empty();
    }

    /** The value of a label. */
    public Optional<String> label(String key) {
        return Optional.ofNullable(labels.get(key));
    }
}
