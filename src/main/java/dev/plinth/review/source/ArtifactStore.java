package dev.plinth.review.source;

import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;

/**
 * A registry as a place for documents that are no images: one blob under a manifest with an artifact type (OCI image-spec,
 * guidelines for artifact usage; distribution-spec, push). The same allow-list, credentials and budgets as for images.
 */
public interface ArtifactStore {

    /**
     * Puts a document under a tag: a manifest with that artifact type, the empty configuration, and one layer, whose media type
     * is the artifact type as well. What is there already is not sent again.
     *
     * @param reference with a tag, without a digest
     * @return the manifest's digest
     * @throws UnavailableException with the reason
     */
    Digest push(ImageReference reference, String artifactType, byte[] bytes, Exchange exchange)
            throws UnavailableException;

    /**
     * Gets it back, verified against its digests.
     *
     * @param reference by digest if it has one, else by tag
     * @param artifactType that is expected; another one is {@code not-an-image}'s counterpart, {@code unsupported}
     * @param limit the most bytes the document may have; more are {@code too-large}
     * @throws UnavailableException with the reason
     */
    byte[] pull(ImageReference reference, String artifactType, long limit, Exchange exchange)
            throws UnavailableException;
}
