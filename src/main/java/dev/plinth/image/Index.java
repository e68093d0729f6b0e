package dev.plinth.image;

import dev.plinth.data.Node;
import dev.plinth.image.reference.Digest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An image index (OCI image-spec, index; Docker manifest list).
 *
 * @param mediaType of the index itself
 * @param manifests in the order of the document
 * @param annotations empty if none
 */
public record Index(MediaType mediaType, List<Descriptor> manifests, Map<String, String> annotations) {

    private static final int MAX_MANIFESTS = 1_000;

    public Index {
        manifests = List.copyOf(manifests);
        annotations = Map.copyOf(annotations);
    }

    /**
     * Reads an index; {@code served} is the media type it came as, for indexes that do not say theirs.
     *
     * @throws MalformedException if a required field is missing or ill-typed
     */
    public static Index read(Node node, MediaType served) throws MalformedException {
        GoKeys.MANIFEST.check(node, "index");
        return new Index(
                node.text("mediaType").map(MediaType::new).orElse(served),
                Descriptor.readAll(node.items("manifests"), "index.manifests", MAX_MANIFESTS),
                node.textEntries("annotations"));
    }

    /**
     * The entries that something may run from: all but those for no platform, as attestations and artifacts are. Annotations
     * and artifact types are not gone by, since runtimes do not look at them when they choose.
     */
    public List<Descriptor> runnable() {
        return manifests.stream()
                .filter(entry -> entry.platform() == null || entry.platform().isRunnable())
                .toList();
    }

    /** The attestation manifests that are about this image manifest, in the order of the document. */
    public List<Descriptor> attestationsOf(Digest manifest) {
        String subject = manifest.toString();
        return manifests.stream()
                .filter(Index::isAttestation)
                .filter(entry -> subject.equals(entry.annotations().get(Annotations.REFERENCE_DIGEST)))
                .toList();
    }

    /** The entry of a manifest. */
    public Optional<Descriptor> entry(Digest manifest) {
        return manifests.stream()
                .filter(entry -> entry.digest().equals(manifest))
                .findFirst();
    }

    private static boolean isAttestation(Descriptor entry) {
        return Annotations.ATTESTATION_MANIFEST.equals(entry.annotations().get(Annotations.REFERENCE_TYPE));
    }
}
