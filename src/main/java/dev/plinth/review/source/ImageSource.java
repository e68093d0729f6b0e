package dev.plinth.review.source;

import dev.plinth.base.Unavailable;
import dev.plinth.image.Descriptor;
import dev.plinth.image.MediaType;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import java.io.InputStream;
import java.util.List;

/**
 * Where image documents are read from (OCI distribution-spec, or an OCI image layout). Blocking; made for virtual threads.
 * Whatever it returns has been verified: a document asked for by digest has that digest, and no document is over its limit.
 */
public interface ImageSource {

    /**
     * A manifest or index, by digest if the reference has one, else by tag.
     *
     * @throws UnavailableException with the reason
     */
    Document manifest(ImageReference reference, Exchange exchange) throws UnavailableException;

    /**
     * What the reference's tag points to now; cheaper than {@link #manifest} where only the digest is wanted.
     *
     * @throws UnavailableException with the reason
     */
    Digest head(ImageReference reference, Exchange exchange) throws UnavailableException;

    /**
     * A small blob: a configuration or an attestation.
     *
     * @param repository where it lies; tag and digest do not matter
     * @param limit the most bytes it may have
     * @throws UnavailableException with the reason
     */
    byte[] blob(ImageReference repository, Descriptor descriptor, long limit, Exchange exchange)
            throws UnavailableException;

    /**
     * A layer's bytes as they come, not verified until read to the end; to be closed by the caller.
     *
     * @throws UnavailableException with the reason
     */
    InputStream layer(ImageReference repository, Descriptor descriptor, Exchange exchange) throws UnavailableException;

    /**
     * Manifests in the same repository that are about this one, by the referrers API or its fallback tag; empty if none.
     *
     * @throws UnavailableException with the reason
     */
    List<Descriptor> referrers(ImageReference repository, Digest subject, Exchange exchange)
            throws UnavailableException;

    /**
     * The tags of a repository, in the registry's order; page after page, at most {@link #MAX_TAGS}, the rest left out.
     *
     * @param repository tag and digest do not matter
     * @throws UnavailableException with the reason
     */
    List<String> tags(ImageReference repository, Exchange exchange) throws UnavailableException;

    /**
     * The repositories of a registry, by the catalog API, which the distribution-spec knows no more and which many registries
     * keep to themselves; at most {@link #MAX_TAGS}, the rest left out.
     *
     * @param sought one that may be among them: its registry is asked, and it must be allowed to be asked for
     * @throws UnavailableException with the reason; {@code unsupported} where there is no such list
     */
    default List<String> repositories(ImageReference sought, Exchange exchange) throws UnavailableException {
        throw new UnavailableException(
                Unavailable.of(Unavailable.Reason.UNSUPPORTED, sought.registry(), "lists no repositories"));
    }

    /** How many tags of one repository are looked at. */
    int MAX_TAGS = 10_000;

    /**
     * A manifest or index as it was received.
     *
     * @param mediaType as served, or as the document says
     * @param digest computed over the bytes
     * @param bytes as received
     */
    record Document(MediaType mediaType, Digest digest, byte[] bytes) {}
}
