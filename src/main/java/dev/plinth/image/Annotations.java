package dev.plinth.image;

/** Keys of annotations and labels that specifications and builders define. */
public final class Annotations {

    /** The immediate base's reference (OCI image-spec, annotations). */
    public static final String BASE_NAME = "org.opencontainers.image.base.name";
    /** The digest that the base's reference pointed to (OCI image-spec, annotations). */
    public static final String BASE_DIGEST = "org.opencontainers.image.base.digest";
    /** When it was built, RFC 3339 (OCI image-spec, annotations); the official images have it beside each entry of an index. */
    public static final String CREATED = "org.opencontainers.image.created";
    /** Tag of an entry in an OCI image layout (OCI image-spec, image layout). */
    public static final String REF_NAME = "org.opencontainers.image.ref.name";
    /** What an attestation manifest in an index is about (BuildKit, attestation storage). */
    public static final String REFERENCE_DIGEST = "vnd.docker.reference.digest";

    public static final String REFERENCE_TYPE = "vnd.docker.reference.type";
    public static final String ATTESTATION_MANIFEST = "attestation-manifest";
    /** The kind of statement in a layer of an attestation manifest (in-toto). */
    public static final String PREDICATE_TYPE = "in-toto.io/predicate-type";
    /** On a layer that stargz converted: its diff id is no longer that of the base's layer. */
    public static final String STARGZ_TOC = "containerd.io/snapshot/stargz/toc.digest";

    private Annotations() {}
}
