package dev.plinth.image;

import dev.plinth.data.Node;
import dev.plinth.image.reference.Digest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A pointer to content (OCI image-spec, descriptor).
 *
 * @param mediaType of the content; {@link MediaType#NONE} if not said
 * @param digest of the content
 * @param size of the content in bytes
 * @param annotations empty if none
 * @param platform null if not said
 * @param artifactType null if not said
 * @param data the content itself, embedded and not yet verified against the digest; null if not embedded
 */
public record Descriptor(
        MediaType mediaType,
        Digest digest,
        long size,
        Map<String, String> annotations,
        @Nullable Platform platform,
        @Nullable String artifactType,
        byte @Nullable [] data) {

    /** Embedded content is for small documents; anything larger is fetched as usual. */
    private static final int MAX_DATA = 64 * 1024;

    public Descriptor {
        if (size < 0) {
            throw new IllegalArgumentException("a descriptor's size must not be negative");
        }
        annotations = Map.copyOf(annotations);
    }

    public static Descriptor of(MediaType mediaType, Digest digest, long size) {
        return new Descriptor(mediaType, digest, size, Map.of(), null, null, null);
    }

    /**
     * Reads a descriptor; {@code where} names it in the error.
     *
     * @throws MalformedException if digest or size is missing or no such thing
     */
    static Descriptor read(Node node, String where) throws MalformedException {
        GoKeys.DESCRIPTOR.check(node, where);
        Node platform = node.find("platform").orElse(null);
        if (platform != null) {
            GoKeys.PLATFORM.check(platform, where + ".platform");
        }
        Digest digest = node.text("digest")
                .flatMap(Descriptor::strict)
                .orElseThrow(() -> new MalformedException(where + ".digest is missing or no digest"));
        long size = node.whole("size").orElse(-1);
        if (size < 0) {
            throw new MalformedException(where + ".size is missing or no size");
        }
        return new Descriptor(
                new MediaType(node.text("mediaType").orElse("")),
                digest,
                size,
                node.textEntries("annotations"),
                platform(node).orElse(null),
                node.text("artifactType").orElse(null),
                node.text("data").flatMap(Descriptor::embedded).orElse(null));
    }

    static List<Descriptor> readAll(List<Node> nodes, String where, int most) throws MalformedException {
        if (nodes.size() > most) {
            throw new MalformedException(where + " has more than " + most + " entries");
        }
        List<Descriptor> descriptors = new ArrayList<>(nodes.size());
        for (int i = 0; i < nodes.size(); i++) {
            descriptors.add(read(nodes.get(i), where + "[" + i + "]"));
        }
        return List.copyOf(descriptors);
    }

    private static Optional<Digest> strict(String text) {
        try {
            return Optional.of(Digest.parse(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Optional<Platform> platform(Node node) {
        // An empty word says nothing; runtimes put their own platform there.
        Optional<String> os = node.text("platform", "os").filter(text -> !text.isEmpty());
        Optional<String> architecture = node.text("platform", "architecture").filter(text -> !text.isEmpty());
        if (os.isEmpty() || architecture.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Platform(
                os.get(),
                architecture.get(),
                node.text("platform", "variant").orElse(null),
                node.text("platform", "os.version").orElse(null)));
    }

    private static Optional<byte[]> embedded(String base64) {
        if (base64.isEmpty() || base64.length() > MAX_DATA * 4 / 3 + 4) {
            return Optional.empty();
        }
        try {
            return Optional.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** The value of an annotation. */
    public Optional<String> annotation(String key) {
        return Optional.ofNullable(annotations.get(key));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Descriptor that
                && mediaType.equals(that.mediaType)
                && digest.equals(that.digest)
                && size == that.size
                && annotations.equals(that.annotations)
                && Objects.equals(platform, that.platform)
                && Objects.equals(artifactType, that.artifactType)
                && Arrays.equals(data, that.data);
    }

    @Override
    public int hashCode() {
        return digest.hashCode();
    }

    @Override
    public String toString() {
        return mediaType + " " + digest + " " + size;
    }
}
