package dev.plinth.testing.images;

import dev.plinth.image.Annotations;
import dev.plinth.image.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds image indexes with platforms, annotations and BuildKit attestations: {@code IndexBuilder.of(amd64, arm64).build()}. */
public final class IndexBuilder {

    private final List<Map<String, Object>> entries = new ArrayList<>();
    private final List<TestArtifact> children = new ArrayList<>();
    private final Map<String, String> annotations = new LinkedHashMap<>();
    private MediaType type = MediaType.OCI_INDEX;

    private IndexBuilder() {}

    public static IndexBuilder of(TestImage... images) {
        IndexBuilder builder = new IndexBuilder();
        for (TestImage image : images) {
            builder.image(image, Map.of());
        }
        return builder;
    }

    /** An image with annotations on its entry. */
    public IndexBuilder image(TestImage image, Map<String, String> entryAnnotations) {
        Map<String, Object> entry = entry(image);
        Map<String, Object> platform = new LinkedHashMap<>();
        platform.put("architecture", image.platform().architecture());
        platform.put("os", image.platform().os());
        if (image.platform().variant() != null) {
            platform.put("variant", image.platform().variant());
        }
        if (image.platform().osVersion() != null) {
            platform.put("os.version", image.platform().osVersion());
        }
        entry.put("platform", platform);
        if (!entryAnnotations.isEmpty()) {
            entry.put("annotations", entryAnnotations);
        }
        return this;
    }

    /**
     * An attestation as BuildKit stores it: a manifest for platform unknown/unknown, with one in-toto statement.
     *
     * @param predicateType as {@code https://slsa.dev/provenance/v1}
     * @param statement the whole statement as JSON
     */
    public IndexBuilder attestation(TestImage about, String predicateType, String statement) {
        byte[] layer = statement.getBytes(StandardCharsets.UTF_8);
        byte[] config = Documents.json(Map.of("architecture", "unknown", "os", "unknown"));
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("schemaVersion", 2);
        manifest.put("mediaType", MediaType.OCI_MANIFEST.value());
        manifest.put("config", Documents.descriptor(MediaType.OCI_CONFIG, Digests.sha256(config), config.length));
        Map<String, Object> descriptor = Documents.descriptor(MediaType.IN_TOTO, Digests.sha256(layer), layer.length);
        descriptor.put("annotations", Map.of(Annotations.PREDICATE_TYPE, predicateType));
        manifest.put("layers", List.of(descriptor));
        RawArtifact attestation = new RawArtifact(
                MediaType.OCI_MANIFEST,
                Documents.json(manifest),
                Map.of(Digests.sha256(config), config, Digests.sha256(layer), layer),
                List.of());
        Map<String, Object> entry = entry(attestation);
        Map<String, String> marks = new LinkedHashMap<>();
        marks.put(Annotations.REFERENCE_DIGEST, about.digest().toString());
        marks.put(Annotations.REFERENCE_TYPE, Annotations.ATTESTATION_MANIFEST);
        entry.put("annotations", marks);
        Map<String, Object> unknown = new LinkedHashMap<>();
        unknown.put("architecture", "unknown");
        unknown.put("os", "unknown");
        entry.put("platform", unknown);
        return this;
    }

    /** An annotation of the index. */
    public IndexBuilder annotation(String key, String value) {
        annotations.put(key, value);
        return this;
    }

    /** A manifest list of Docker's schema 2. */
    public IndexBuilder docker() {
        type = MediaType.DOCKER_INDEX;
        return this;
    }

    private Map<String, Object> entry(TestArtifact child) {
        Map<String, Object> entry = Documents.descriptor(child.mediaType(), child.digest(), child.bytes().length);
        entries.add(entry);
        children.add(child);
        return entry;
    }

    public RawArtifact build() {
        Map<String, Object> index = new LinkedHashMap<>();
        index.put("schemaVersion", 2);
        index.put("mediaType", type.value());
        index.put("manifests", List.copyOf(entries));
        if (!annotations.isEmpty()) {
            index.put("annotations", annotations);
        }
        return new RawArtifact(type, Documents.json(index), Map.of(), List.copyOf(children));
    }
}
