package dev.plinth.testing.images;

import dev.plinth.image.MediaType;
import dev.plinth.image.reference.Digest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A manifest given by its bytes: anything that {@link ImageBuilder} would not make. */
public record RawArtifact(MediaType mediaType, byte[] bytes, Map<Digest, byte[]> blobs, List<TestArtifact> children)
        implements TestArtifact {

    /** A document with nothing behind it. */
    public static RawArtifact of(MediaType type, byte[] bytes) {
        return new RawArtifact(type, bytes, Map.of(), List.of());
    }

    /** An artifact manifest with one layer, about a subject if there is one. */
    public static RawArtifact artifact(
            String artifactType,
            MediaType layerType,
            byte[] layer,
            Map<String, String> layerAnnotations,
            TestArtifact subject) {
        byte[] empty = {'{', '}'};
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("schemaVersion", 2);
        manifest.put("mediaType", MediaType.OCI_MANIFEST.value());
        manifest.put("artifactType", artifactType);
        manifest.put("config", Documents.descriptor(MediaType.OCI_EMPTY, Digests.sha256(empty), empty.length));
        Map<String, Object> descriptor = Documents.descriptor(layerType, Digests.sha256(layer), layer.length);
        descriptor.put("annotations", layerAnnotations);
        manifest.put("layers", List.of(descriptor));
        if (subject != null) {
            manifest.put(
                    "subject", Documents.descriptor(subject.mediaType(), subject.digest(), subject.bytes().length));
        }
        Map<Digest, byte[]> blobs = new LinkedHashMap<>();
        blobs.put(Digests.sha256(empty), empty);
        blobs.put(Digests.sha256(layer), layer);
        return new RawArtifact(MediaType.OCI_MANIFEST, Documents.json(manifest), blobs, List.of());
    }
}
