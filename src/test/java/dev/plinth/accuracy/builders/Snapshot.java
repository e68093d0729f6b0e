package dev.plinth.accuracy.builders;

import dev.plinth.codec.Json;
import dev.plinth.data.Node;
import dev.plinth.image.MalformedException;
import dev.plinth.image.MediaType;
import dev.plinth.image.reference.Digest;
import dev.plinth.testing.images.Digests;
import dev.plinth.testing.images.RawArtifact;
import dev.plinth.testing.registry.FakeRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** The metadata that {@code src/it/cluster/snapshot} read from a registry, and a registry that serves it: all but the layers. */
final class Snapshot {

    private final String registry;
    private final List<Node> documents;

    private Snapshot(String registry, List<Node> documents) {
        this.registry = registry;
        this.documents = documents;
    }

    static Snapshot read() {
        List<Node> lines = new ArrayList<>();
        try (InputStream stream = Snapshot.class.getResourceAsStream("/accuracy/real-builds.jsonl.gz");
                BufferedReader reader = new BufferedReader(
                        new InputStreamReader(new GZIPInputStream(stream), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(new Json().json(line.getBytes(StandardCharsets.UTF_8)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MalformedException e) {
            throw new IllegalStateException(e);
        }
        return new Snapshot(
                lines.getFirst().text("registry").orElseThrow(), List.copyOf(lines.subList(1, lines.size())));
    }

    /** How the registry was called when the images were built: builders write it down. */
    String registry() {
        return registry;
    }

    /** Of all documents together. */
    long bytes() {
        return documents.stream().mapToLong(document -> bytes(document).length).sum();
    }

    FakeRegistry serve() {
        Map<String, Map<Digest, byte[]>> blobs = new LinkedHashMap<>();
        for (Node document : documents) {
            byte[] bytes = bytes(document);
            blobs.computeIfAbsent(document.text("repository").orElseThrow(), _ -> new LinkedHashMap<>())
                    .put(Digests.sha256(bytes), bytes);
        }
        FakeRegistry served = FakeRegistry.start();
        // As Debian's registry, from which it was read.
        served.referrersApi(false);
        for (Node document : documents) {
            String repository = document.text("repository").orElseThrow();
            MediaType type = new MediaType(document.text("mediaType").orElseThrow());
            if (type.isIndex() || type.isManifest()) {
                served.push(
                        document.text("tag").map(tag -> repository + ":" + tag).orElse(repository),
                        new RawArtifact(type, bytes(document), blobs.get(repository), List.of()));
            }
        }
        return served;
    }

    private static byte[] bytes(Node document) {
        byte[] bytes = document.text("text").orElseThrow().getBytes(StandardCharsets.UTF_8);
        if (!Digests.sha256(bytes).toString().equals(document.text("digest").orElseThrow())) {
            throw new IllegalStateException("not the bytes that were read: " + document.text("digest"));
        }
        return bytes;
    }
}
