package dev.plinth.registry;

import dev.plinth.codec.Json;
import dev.plinth.image.Index;
import dev.plinth.image.MalformedException;
import dev.plinth.image.Manifest;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.review.source.Exchange;
import dev.plinth.review.source.ImageSource;
import dev.plinth.review.source.ImageSource.Document;
import dev.plinth.review.source.UnavailableException;
import dev.plinth.testing.images.Digests;

/** Reads an image as a review does: index, manifest of the first platform, configuration. */
final class ImageRead {

    private ImageRead() {}

    /** The digest of the configuration that was read. */
    static Digest read(ImageSource images, ImageReference reference, Exchange exchange) throws UnavailableException {
        try {
            Document document = images.manifest(reference, exchange);
            if (document.mediaType().isIndex()) {
                Index index = Index.read(new Json().json(document.bytes()), document.mediaType());
                ImageReference child =
                        reference.withDigest(index.runnable().getFirst().digest());
                document = images.manifest(child, exchange);
            }
            Manifest manifest = Manifest.read(new Json().json(document.bytes()), document.mediaType());
            return Digests.sha256(images.blob(reference, manifest.config(), 8L << 20, exchange));
        } catch (MalformedException e) {
            throw new AssertionError("a source gives only what can be read", e);
        }
    }
}
