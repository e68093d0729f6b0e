package dev.plinth.testing.images;

import dev.plinth.image.Annotations;
import dev.plinth.image.Descriptor;
import dev.plinth.image.HistoryEntry;
import dev.plinth.image.Image;
import dev.plinth.image.ImageConfig;
import dev.plinth.image.MediaType;
import dev.plinth.image.reference.Digest;
import dev.plinth.testing.registry.FakeRegistry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The documents of a {@link Sketch}, for a registry: configuration, manifest, index, attestations. Its layers have any size and are
 * not there, so that histories and sizes are those of real images.
 */
public final class SketchedImage {

    /** Where BuildKit, and others, keep a statement about an image. */
    public enum Storage {
        /** In the index, with a configuration of an image. */
        INDEX,
        /** In the index, as an artifact with a subject. */
        INDEX_AS_ARTIFACT,
        /** Among the referrers of an image without an index. */
        REFERRER,
        /** Under the tag {@code sha256-…} where there is no referrers API. */
        FALLBACK_TAG
    }

    private static final String ATTESTATION_ARTIFACT = "application/vnd.docker.attestation.manifest.v1+json";

    private record Statement(String predicateType, String text, Storage storage) {}

    private final Image image;
    private final byte[] config;
    private final RawArtifact manifest;
    private final List<Statement> statements = new ArrayList<>();

    private SketchedImage(Image image) {
        this.image = image;
        config = Documents.json(configOf(image.config()));
        manifest = new RawArtifact(
                image.manifest().mediaType(),
                Documents.json(manifestOf(image)),
                Map.of(Digests.sha256(config), config),
                List.of());
    }

    public static SketchedImage of(Sketch sketch) {
        return new SketchedImage(sketch.image());
    }

    /** Of the manifest, whatever stands around it. */
    public Digest digest() {
        return manifest.digest();
    }

    /** The image as a value; its digests are not those of the documents. */
    public Image image() {
        return image;
    }

    /** A statement about it; {@code %s} in the text stands for the hex digits of its digest. */
    public SketchedImage says(String predicateType, String text, Storage storage) {
        statements.add(new Statement(predicateType, text.replace("%s", digest().hex()), storage));
        return this;
    }

    /** Puts it and all that belongs to it under {@code repository:tag}; what the tag then points to. */
    public Digest push(FakeRegistry registry, String name) {
        String repository = name.substring(0, name.indexOf(':'));
        for (Statement statement : statements) {
            if (statement.storage == Storage.REFERRER) {
                registry.push(repository, artifact(statement));
            } else if (statement.storage == Storage.FALLBACK_TAG) {
                registry.referrersApi(false);
                registry.push(repository + ":" + digest().toString().replace(':', '-'), fallback(statement));
            }
        }
        return registry.push(name, image.index() == null ? manifest : index());
    }

    private RawArtifact index() {
        List<Map<String, Object>> entries = new ArrayList<>();
        List<TestArtifact> children = new ArrayList<>(List.of(manifest));
        Map<String, Object> entry = Documents.descriptor(manifest.mediaType(), digest(), manifest.bytes().length);
        entry.put(
                "platform",
                Map.of(
                        "architecture",
                        image.platform().architecture(),
                        "os",
                        image.platform().os()));
        annotate(entry, image.entryAnnotations());
        entries.add(entry);
        for (Statement statement : statements) {
            RawArtifact attestation =
                    statement.storage == Storage.INDEX_AS_ARTIFACT ? artifact(statement) : attestation(statement);
            Map<String, Object> descriptor =
                    Documents.descriptor(MediaType.OCI_MANIFEST, attestation.digest(), attestation.bytes().length);
            descriptor.put("platform", Map.of("architecture", "unknown", "os", "unknown"));
            descriptor.put(
                    "annotations",
                    Map.of(
                            Annotations.REFERENCE_DIGEST,
                            digest().toString(),
                            Annotations.REFERENCE_TYPE,
                            Annotations.ATTESTATION_MANIFEST));
            entries.add(descriptor);
            children.add(attestation);
        }
        Map<String, Object> index = new LinkedHashMap<>();
        index.put("schemaVersion", 2);
        index.put("mediaType", MediaType.OCI_INDEX.value());
        index.put("manifests", entries);
        annotate(index, image.index().annotations());
        return new RawArtifact(MediaType.OCI_INDEX, Documents.json(index), Map.of(), children);
    }

    private RawArtifact fallback(Statement statement) {
        RawArtifact artifact = artifact(statement);
        Map<String, Object> entry =
                Documents.descriptor(MediaType.OCI_MANIFEST, artifact.digest(), artifact.bytes().length);
        entry.put("artifactType", ATTESTATION_ARTIFACT);
        Map<String, Object> index = new LinkedHashMap<>();
        index.put("schemaVersion", 2);
        index.put("mediaType", MediaType.OCI_INDEX.value());
        index.put("manifests", List.of(entry));
        return new RawArtifact(MediaType.OCI_INDEX, Documents.json(index), Map.of(), List.of(artifact));
    }

    private RawArtifact artifact(Statement statement) {
        return RawArtifact.artifact(
                ATTESTATION_ARTIFACT,
                MediaType.IN_TOTO,
                statement.text.getBytes(StandardCharsets.UTF_8),
                Map.of(Annotations.PREDICATE_TYPE, statement.predicateType),
                manifest);
    }

    private static RawArtifact attestation(Statement statement) {
        byte[] layer = statement.text.getBytes(StandardCharsets.UTF_8);
        byte[] config = Documents.json(Map.of("architecture", "unknown", "os", "unknown"));
        Map<String, Object> descriptor = Documents.descriptor(MediaType.IN_TOTO, Digests.sha256(layer), layer.length);
        descriptor.put("annotations", Map.of(Annotations.PREDICATE_TYPE, statement.predicateType));
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("schemaVersion", 2);
        manifest.put("mediaType", MediaType.OCI_MANIFEST.value());
        manifest.put("config", Documents.descriptor(MediaType.OCI_CONFIG, Digests.sha256(config), config.length));
        manifest.put("layers", List.of(descriptor));
        return new RawArtifact(
                MediaType.OCI_MANIFEST,
                Documents.json(manifest),
                Map.of(Digests.sha256(config), config, Digests.sha256(layer), layer),
                List.of());
    }

    private Map<String, Object> manifestOf(Image of) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("schemaVersion", 2);
        document.put("mediaType", of.manifest().mediaType().value());
        document.put("config", Documents.descriptor(MediaType.OCI_CONFIG, Digests.sha256(config), config.length));
        List<Map<String, Object>> layers = new ArrayList<>();
        for (Descriptor layer : of.manifest().layers()) {
            Map<String, Object> descriptor = Documents.descriptor(layer.mediaType(), layer.digest(), layer.size());
            annotate(descriptor, layer.annotations());
            layers.add(descriptor);
        }
        document.put("layers", layers);
        annotate(document, of.manifest().annotations());
        return document;
    }

    private static void annotate(Map<String, Object> document, Map<String, String> annotations) {
        if (!annotations.isEmpty()) {
            document.put("annotations", new TreeMap<>(annotations));
        }
    }

    private static Map<String, Object> configOf(ImageConfig config) {
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("User", config.user());
        run.put("Env", config.env());
        run.put("Entrypoint", config.entrypoint());
        run.put("Cmd", config.command());
        run.put("Labels", new TreeMap<>(config.labels()));
        List<Map<String, Object>> history = new ArrayList<>();
        for (HistoryEntry entry : config.history()) {
            Map<String, Object> step = new LinkedHashMap<>();
            if (entry.created() != null) {
                step.put("created", entry.created().toString());
            }
            step.put("created_by", entry.createdBy());
            step.put("author", entry.author());
            step.put("comment", entry.comment());
            step.put("empty_layer", entry.emptyLayer());
            history.add(step);
        }
        Map<String, Object> document = new LinkedHashMap<>();
        if (config.created() != null) {
            document.put("created", config.created().toString());
        }
        document.put("architecture", config.platform().architecture());
        document.put("os", config.platform().os());
        document.put("config", run);
        document.put(
                "rootfs",
                Map.of(
                        "type",
                        "layers",
                        "diff_ids",
                        config.diffIds().stream().map(Digest::toString).toList()));
        document.put("history", history);
        return document;
    }
}
