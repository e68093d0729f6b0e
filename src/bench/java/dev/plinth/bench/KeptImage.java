package dev.plinth.bench;

import dev.plinth.base.inquiry.Answer;
import dev.plinth.base.inquiry.Dossier;
import dev.plinth.base.inquiry.Inquiry;
import dev.plinth.codec.Json;
import dev.plinth.data.Node;
import dev.plinth.image.Descriptor;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.Image;
import dev.plinth.image.ImageConfig;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.image.Index;
import dev.plinth.image.MalformedException;
import dev.plinth.image.Manifest;
import dev.plinth.image.MediaType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** The documents of one image of the kept real builds, as bytes in memory, and the image that is read from them. */
final class KeptImage {

    private final Json json = new Json();
    private final Map<String, byte[]> documents = new HashMap<>();
    private final ImageReference reference;
    private byte[] root = {};
    private MediaType rootType = MediaType.OCI_MANIFEST;

    private KeptImage(String repository) {
        reference = ImageReference.parse("registry.corp/" + repository + ":1");
    }

    static KeptImage of(String repository) throws IOException, MalformedException {
        KeptImage kept = new KeptImage(repository);
        try (InputStream stream = KeptImage.class.getResourceAsStream("/accuracy/real-builds.jsonl.gz");
                BufferedReader reader = new BufferedReader(
                        new InputStreamReader(new GZIPInputStream(stream), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                Node document = kept.json.json(line.getBytes(StandardCharsets.UTF_8));
                if (document.text("repository").orElse("").equals(repository)) {
                    kept.take(document);
                }
            }
        }
        return kept;
    }

    private void take(Node document) {
        byte[] bytes = document.text("text").orElseThrow().getBytes(StandardCharsets.UTF_8);
        documents.put(document.text("digest").orElseThrow(), bytes);
        if (document.text("tag").isPresent()) {
            root = bytes;
            rootType = new MediaType(document.text("mediaType").orElseThrow());
        }
    }

    private byte[] at(Digest digest) {
        return documents.get(digest.toString());
    }

    /** Reads index, manifest and configuration. */
    Image read() throws MalformedException {
        Digest digest = Digest.sha256("%064x".formatted(1));
        Index index = null;
        byte[] manifestBytes = root;
        if (rootType.isIndex()) {
            index = Index.read(json.json(root), rootType);
            digest = index.runnable().getFirst().digest();
            manifestBytes = at(digest);
        }
        Manifest manifest = Manifest.read(json.json(manifestBytes), MediaType.OCI_MANIFEST);
        ImageConfig config =
                ImageConfig.read(json.json(at(manifest.config().digest())));
        return Image.of(reference, digest, digest, index, manifest, config);
    }

    /** Reads its statements too, as the answer to the question for them. */
    Dossier dossier() throws MalformedException {
        Image image = read();
        List<Descriptor> attestations =
                image.index() == null ? List.of() : image.index().attestationsOf(image.digest());
        List<Node> statements = new ArrayList<>();
        for (Descriptor attestation : attestations) {
            Manifest manifest = Manifest.read(json.json(at(attestation.digest())), MediaType.OCI_MANIFEST);
            for (Descriptor layer : manifest.layers()) {
                statements.add(json.json(at(layer.digest())));
            }
        }
        return new Dossier(
                image,
                List.of(new Answer.Statements(new Inquiry.Provenance(attestations, image.digest()), statements)));
    }
}
