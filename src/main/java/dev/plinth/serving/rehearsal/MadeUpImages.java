package dev.plinth.serving.rehearsal;

import dev.plinth.base.Unavailable;
import dev.plinth.image.Descriptor;
import dev.plinth.image.MediaType;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.review.source.Exchange;
import dev.plinth.review.source.ImageSource;
import dev.plinth.review.source.UnavailableException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A registry in memory that has every image of {@link #REGISTRY}, each made when it is asked for: an index for two platforms, with
 * configurations as Docker writes them for a Python application, which name a base in an annotation that has their first layers. It has no other image, no
 * layer's content, and no list of tags. Thread-safe.
 */
public final class MadeUpImages implements ImageSource {

    /** No host can be called so (RFC 2606, section 2). */
    public static final String REGISTRY = "rehearsal.invalid";

    /** More are not made: a rehearsal has a few hundred. */
    private static final int MOST = 4_000;

    private static final int OWN_LAYERS = 3;
    private static final int BASE_LAYERS = 4;
    private static final String BASE = "base";

    private final Map<Digest, byte[]> documents = new ConcurrentHashMap<>();

    @Override
    public Document manifest(ImageReference reference, Exchange exchange) throws UnavailableException {
        Digest digest = reference.digest();
        if (digest == null) {
            digest = index(reference);
        }
        byte[] bytes = documents.get(digest);
        if (bytes == null) {
            throw absent(reference);
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        return new Document(
                text.contains("\"manifests\"") ? MediaType.OCI_INDEX : MediaType.OCI_MANIFEST, digest, bytes);
    }

    @Override
    public Digest head(ImageReference reference, Exchange exchange) throws UnavailableException {
        return manifest(reference, exchange).digest();
    }

    @Override
    public byte[] blob(ImageReference repository, Descriptor descriptor, long limit, Exchange exchange)
            throws UnavailableException {
        byte[] bytes = documents.get(descriptor.digest());
        if (bytes == null) {
            throw absent(repository);
        }
        return bytes;
    }

    @Override
    public InputStream layer(ImageReference repository, Descriptor descriptor, Exchange exchange)
            throws UnavailableException {
        throw absent(repository);
    }

    @Override
    public List<Descriptor> referrers(ImageReference repository, Digest subject, Exchange exchange) {
        return List.of();
    }

    @Override
    public List<String> tags(ImageReference repository, Exchange exchange) throws UnavailableException {
        throw absent(repository);
    }

    private static UnavailableException absent(ImageReference reference) {
        return new UnavailableException(
                Unavailable.of(Unavailable.Reason.NOT_FOUND, reference.registry(), "made up for a rehearsal"));
    }

    private Digest index(ImageReference reference) throws UnavailableException {
        if (!reference.registry().equals(REGISTRY) || documents.size() > MOST) {
            throw absent(reference);
        }
        return keep("""
                {"schemaVersion":2,"mediaType":"%s","manifests":[%s,%s]}""".formatted(MediaType.OCI_INDEX, entry(reference, "amd64"), entry(reference, "arm64")));
    }

    private String entry(ImageReference reference, String architecture) {
        return descriptor(MediaType.OCI_MANIFEST, image(reference, architecture))
                .formatted(",\"platform\":{\"os\":\"linux\",\"architecture\":\"" + architecture + "\"}");
    }

    private Digest image(ImageReference reference, String architecture) {
        boolean isBase = reference.repository().equals(BASE);
        String name = reference.canonical() + architecture;
        List<String> layers = IntStream.range(0, isBase ? BASE_LAYERS : BASE_LAYERS + OWN_LAYERS)
                .mapToObj(layer -> (layer < BASE_LAYERS ? BASE + architecture : name) + layer)
                .toList();
        Digest config = keep("""
                {"created":"2026-01-01T00:00:00Z","architecture":"%s","os":"linux","config":{"Env":["PATH=/usr/local/bin:/usr/bin:/bin",\
                "PYTHON_VERSION=3.12.1"],"Entrypoint":["/app/run"],"Cmd":["python3"],"Labels":{"maintainer":"nobody"}},"rootfs":{"type":"layers",\
                "diff_ids":[%s]},"history":[%s]}""".formatted(
                        architecture,
                        joined(layers, layer -> "\"" + digest("content of " + layer) + "\""),
                        joined(layers, layer -> """
                                {"created":"2026-01-01T00:00:00Z","created_by":"RUN /bin/sh -c make %s # buildkit"}""".formatted(layer))));
        return keep("""
                {"schemaVersion":2,"mediaType":"%s","config":%s,"layers":[%s],"annotations":{%s}}""".formatted(
                MediaType.OCI_MANIFEST,
                descriptor(MediaType.OCI_CONFIG, config).formatted(""),
                joined(
                        layers,
                        layer -> descriptor(MediaType.OCI_LAYER_GZIP, digest(layer))
                                .formatted("")),
                isBase ? "" : "\"org.opencontainers.image.base.name\":\"" + REGISTRY + "/" + BASE + ":1-bookworm\""));
    }

    /** With room for what follows the size. */
    private String descriptor(MediaType type, Digest digest) {
        byte[] document = documents.get(digest);
        return """
                {"mediaType":"%s","digest":"%s","size":%d%%s}""".formatted(type, digest, document == null ? 1_000_000 : document.length);
    }

    private static String joined(List<String> layers, Function<String, String> text) {
        return layers.stream().map(text).collect(Collectors.joining(","));
    }

    private Digest keep(String document) {
        Digest digest = digest(document);
        documents.put(digest, document.getBytes(StandardCharsets.UTF_8));
        return digest;
    }

    private static Digest digest(String text) {
        try {
            return Digest.sha256(HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8))));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
