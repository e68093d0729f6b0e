package dev.plinth.image;

import dev.plinth.data.Node;
import dev.plinth.image.reference.Digest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An image manifest (OCI image-spec, manifest; Docker manifest v2 schema 2).
 *
 * @param mediaType of the manifest itself
 * @param config what the image is configured by
 * @param layers from the bottom up
 * @param annotations empty if none
 * @param artifactType null if not said
 * @param subject the manifest that this one is about; null for an image
 */
public record Manifest(
        MediaType mediaType,
        Descriptor config,
        List<Descriptor> layers,
        Map<String, String> annotations,
        @Nullable String artifactType,
        @Nullable Descriptor subject) {

    private static final int MAX_LAYERS = 2_000;

    public Manifest {
        layers = List.copyOf(layers);
        annotations = Map.copyOf(annotations);
    }

    /**
     * Reads a manifest; {@code served} is the media type it came as, for manifests that do not say theirs.
     *
     * @throws MalformedException if a required field is missing or ill-typed
     */
    public static Manifest read(Node node, MediaType served) throws MalformedException {
        GoKeys.MANIFEST.check(node, "manifest");
        Node config = node.find("config").orElseThrow(() -> new MalformedException("manifest.config is missing"));
        Node subject = node.find("subject").orElse(null);
        return new Manifest(
                node.text("mediaType").map(MediaType::new).orElse(served),
                Descriptor.read(config, "manifest.config"),
                Descriptor.readAll(node.items("layers"), "manifest.layers", MAX_LAYERS),
                node.textEntries("annotations"),
                node.text("artifactType").orElse(null),
                subject == null ? null : Descriptor.read(subject, "manifest.subject"));
    }

    /**
     * Whether it is a container image, not another artifact in the same envelope: runtimes go by the configuration, and
     * attestations of old have an image's configuration but no file system layer.
     */
    public boolean isImage() {
        return config.mediaType().isImageConfig()
                && (layers.isEmpty()
                        || layers.stream().anyMatch(layer -> layer.mediaType().isLayer()));
    }

    /** The layers' compressed digests, from the bottom up. */
    public List<Digest> layerDigests() {
        return layers.stream().map(Descriptor::digest).toList();
    }

    /** The compressed size of all layers in bytes. */
    public long layersSize() {
        return sizeOf(layers.size());
    }

    /** The compressed size of the lowest layers in bytes. */
    public long sizeOf(int lowest) {
        long sum = 0;
        for (Descriptor layer : layers.subList(0, lowest)) {
            // Sizes are the author's claims: no overflow may make a huge image small.
            sum = sum + layer.size() < sum ? Long.MAX_VALUE : sum + layer.size();
        }
        return sum;
    }
}
