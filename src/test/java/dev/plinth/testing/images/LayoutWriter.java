package dev.plinth.testing.images;

import dev.plinth.image.Annotations;
import dev.plinth.image.reference.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes generated images as an OCI image layout. */
public final class LayoutWriter {

    private LayoutWriter() {}

    /** Writes the artifacts under their tags; an empty tag leaves the entry without a name. */
    public static void write(Path directory, Map<String, ? extends TestArtifact> tagged) throws IOException {
        Files.createDirectories(directory.resolve("blobs/sha256"));
        Files.writeString(directory.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
        List<Map<String, Object>> entries = new ArrayList<>();
        for (Map.Entry<String, ? extends TestArtifact> named : tagged.entrySet()) {
            TestArtifact artifact = named.getValue();
            put(directory, artifact);
            Map<String, Object> entry =
                    Documents.descriptor(artifact.mediaType(), artifact.digest(), artifact.bytes().length);
            if (!named.getKey().isEmpty()) {
                entry.put("annotations", Map.of(Annotations.REF_NAME, named.getKey()));
            }
            entries.add(entry);
        }
        Map<String, Object> index = new LinkedHashMap<>();
        index.put("schemaVersion", 2);
        index.put("manifests", entries);
        Files.writeString(directory.resolve("index.json"), new String(Documents.json(index), StandardCharsets.UTF_8));
    }

    private static void put(Path directory, TestArtifact artifact) throws IOException {
        blob(directory, artifact.digest(), artifact.bytes());
        for (Map.Entry<Digest, byte[]> entry : artifact.blobs().entrySet()) {
            blob(directory, entry.getKey(), entry.getValue());
        }
        for (TestArtifact child : artifact.children()) {
            put(directory, child);
        }
    }

    private static void blob(Path directory, Digest digest, byte[] bytes) throws IOException {
        Files.write(directory.resolve("blobs").resolve(digest.algorithm()).resolve(digest.hex()), bytes);
    }
}
