package dev.plinth.testing.images;

import dev.plinth.image.MediaType;
import dev.plinth.image.reference.Digest;
import java.util.List;
import java.util.Map;

/** A generated manifest or index with everything it points to. */
public interface TestArtifact {

    MediaType mediaType();

    /** The document itself. */
    byte[] bytes();

    /** Configurations, layers and other blobs that the document points to, by digest. */
    Map<Digest, byte[]> blobs();

    /** Manifests that an index points to; empty for a manifest. */
    List<TestArtifact> children();

    default Digest digest() {
        return Digests.sha256(bytes());
    }
}
