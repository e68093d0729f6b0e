package dev.plinth.testing.images;

import dev.plinth.image.Annotations;
import dev.plinth.image.Descriptor;
import dev.plinth.image.HistoryEntry;
import dev.plinth.image.Image;
import dev.plinth.image.ImageConfig;
import dev.plinth.image.Index;
import dev.plinth.image.MalformedException;
import dev.plinth.image.Manifest;
import dev.plinth.image.MediaType;
import dev.plinth.image.Platform;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An image as a value, without bytes: what tests of pure code need. Digests are made from names, so that the same name gives the
 * same layer; diff ids from the layer's content name, so that a recompressed layer keeps its diff id.
 */
public final class Sketch {

    private ImageReference reference = ImageReference.parse("registry.corp/shop/cart:1");
    private Platform platform = Platform.LINUX_AMD64;
    private final List<Descriptor> layers = new ArrayList<>();
    private final List<Digest> diffIds = new ArrayList<>();
    private final List<HistoryEntry> history = new ArrayList<>();
    private final List<String> env = new ArrayList<>();
    private final Map<String, String> labels = new LinkedHashMap<>();
    private final Map<String, String> manifestAnnotations = new LinkedHashMap<>();
    private final Map<String, String> entryAnnotations = new LinkedHashMap<>();
    private final Map<String, String> indexAnnotations = new LinkedHashMap<>();
    private final List<Descriptor> attestations = new ArrayList<>();
    private List<String> entrypoint = List.of();
    private List<String> command = List.of();
    private String user = "";
    private Instant created = Instant.parse("2026-10-01T12:00:00Z");
    private boolean inIndex = true;
    private String salt = "";

    public static Sketch named(String reference) {
        Sketch sketch = new Sketch();
        sketch.reference = ImageReference.parse(reference);
        return sketch;
    }

    /** An image built on another: its layers, history, environment and labels, but none of its annotations. */
    public static Sketch on(Image base, String reference) {
        Sketch sketch = named(reference);
        sketch.platform = base.platform();
        sketch.layers.addAll(base.manifest().layers());
        sketch.diffIds.addAll(base.config().diffIds());
        sketch.history.addAll(base.config().history());
        sketch.env.addAll(base.config().env());
        sketch.labels.putAll(base.config().labels());
        sketch.entrypoint = base.config().entrypoint();
        sketch.command = base.config().command();
        sketch.user = base.config().user();
        return sketch;
    }

    public static Digest digest(String name) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return Digest.sha256(HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public Sketch platform(Platform newPlatform) {
        platform = newPlatform;
        return this;
    }

    /** A layer made by a step, in the words of the history. */
    public Sketch layer(String content, long size, String createdBy) {
        return layer(digest("gzip " + content), digest("tar " + content), size, createdBy, "", "");
    }

    /** A layer made by a tool that signs its steps. */
    public Sketch layer(String content, long size, String createdBy, String author, String comment) {
        return layer(digest("gzip " + content), digest("tar " + content), size, createdBy, author, comment);
    }

    public Sketch layer(Digest digest, Digest diffId, long size, String createdBy, String author, String comment) {
        bareLayer(digest, diffId, size);
        history.add(new HistoryEntry(created, createdBy, author, comment, false));
        return this;
    }

    /** A layer that the history does not mention. */
    public Sketch bareLayer(Digest digest, Digest diffId, long size) {
        layers.add(Descriptor.of(new MediaType("application/vnd.oci.image.layer.v1.tar+gzip"), digest, size));
        diffIds.add(diffId);
        return this;
    }

    /** A step without a layer. */
    public Sketch step(String createdBy) {
        history.add(new HistoryEntry(created, createdBy, "", "", true));
        return this;
    }

    public Sketch entry(HistoryEntry entry) {
        history.add(entry);
        return this;
    }

    /** Gives every layer another compressed digest, as another compressor would. */
    public Sketch recompressed() {
        for (int i = 0; i < layers.size(); i++) {
            Descriptor layer = layers.get(i);
            layers.set(
                    i,
                    Descriptor.of(
                            new MediaType("application/vnd.oci.image.layer.v1.tar+zstd"),
                            digest("zstd " + diffIds.get(i)),
                            layer.size() * 9 / 10));
        }
        return this;
    }

    /** Stores every layer as it is: its digest is its diff id. */
    public Sketch uncompressed() {
        for (int i = 0; i < layers.size(); i++) {
            Descriptor layer = layers.get(i);
            layers.set(
                    i,
                    Descriptor.of(
                            new MediaType("application/vnd.oci.image.layer.v1.tar"),
                            diffIds.get(i),
                            layer.size() * 27 / 10));
        }
        return this;
    }

    /** Converts every layer to eStargz: other digests, other diff ids, and the mark. */
    public Sketch stargz() {
        for (int i = 0; i < layers.size(); i++) {
            Descriptor layer = layers.get(i);
            layers.set(
                    i,
                    new Descriptor(
                            layer.mediaType(),
                            digest("stargz " + layer.digest()),
                            layer.size(),
                            Map.of(Annotations.STARGZ_TOC, digest("toc " + i).toString()),
                            null,
                            null,
                            null));
            diffIds.set(i, digest("stargz " + diffIds.get(i)));
        }
        return this;
    }

    /** Melts all layers into one, as squashing does; the history stays and no longer fits. */
    public Sketch squashed() {
        long size = layers.stream().mapToLong(Descriptor::size).sum();
        Digest content = digest("squashed " + diffIds);
        layers.clear();
        diffIds.clear();
        return bareLayer(digest("gzip " + content), content, size);
    }

    public Sketch withoutHistory() {
        history.clear();
        return this;
    }

    public Sketch withoutEnv() {
        env.clear();
        return this;
    }

    public Sketch env(String... entries) {
        env.addAll(List.of(entries));
        return this;
    }

    public Sketch label(String key, String value) {
        labels.put(key, value);
        return this;
    }

    public Sketch annotation(String key, String value) {
        manifestAnnotations.put(key, value);
        return this;
    }

    public Sketch entryAnnotation(String key, String value) {
        entryAnnotations.put(key, value);
        return this;
    }

    public Sketch indexAnnotation(String key, String value) {
        indexAnnotations.put(key, value);
        return this;
    }

    public Sketch entrypoint(String... words) {
        entrypoint = List.of(words);
        return this;
    }

    public Sketch command(String... words) {
        command = List.of(words);
        return this;
    }

    public Sketch user(String newUser) {
        user = newUser;
        return this;
    }

    public Sketch created(Instant time) {
        created = time;
        return this;
    }

    /** Without an index around it. */
    public Sketch alone() {
        inIndex = false;
        return this;
    }

    /** Tells two images apart that are otherwise the same. */
    public Sketch salt(String newSalt) {
        salt = newSalt;
        return this;
    }

    /** An attestation manifest in the index, about this image. */
    public Sketch attested() {
        attestations.add(Descriptor.of(
                new MediaType("application/vnd.oci.image.manifest.v1+json"),
                digest("attestation of " + reference),
                900));
        return this;
    }

    public Image image() {
        MediaType type = new MediaType("application/vnd.oci.image.manifest.v1+json");
        ImageConfig config =
                new ImageConfig(platform, created, "", user, env, entrypoint, command, labels, history, diffIds);
        Digest configDigest = digest("config " + config + salt);
        Manifest manifest = new Manifest(
                type,
                Descriptor.of(new MediaType("application/vnd.oci.image.config.v1+json"), configDigest, 1_000),
                layers,
                manifestAnnotations,
                null,
                null);
        Digest digest = digest("manifest " + manifest + manifestAnnotations);
        try {
            return inIndex
                    ? Image.of(reference, digest("index " + digest), digest, index(type, digest), manifest, config)
                    : Image.of(reference, digest, digest, null, manifest, config);
        } catch (MalformedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Index index(MediaType type, Digest digest) {
        List<Descriptor> entries = new ArrayList<>();
        entries.add(new Descriptor(type, digest, 1_000, entryAnnotations, platform, null, null));
        for (Descriptor attestation : attestations) {
            entries.add(new Descriptor(
                    attestation.mediaType(),
                    attestation.digest(),
                    attestation.size(),
                    Map.of(
                            Annotations.REFERENCE_TYPE,
                            Annotations.ATTESTATION_MANIFEST,
                            Annotations.REFERENCE_DIGEST,
                            digest.toString()),
                    Platform.of("unknown", "unknown"),
                    null,
                    null));
        }
        return new Index(new MediaType("application/vnd.oci.image.index.v1+json"), entries, indexAnnotations);
    }
}
