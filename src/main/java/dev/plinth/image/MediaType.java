package dev.plinth.image;

import java.util.Locale;

/**
 * A media type of the OCI or Docker image formats; unknown ones are representable and answer no predicate.
 *
 * @param value as written, lower case, without parameters
 */
public record MediaType(String value) {

    public static final MediaType OCI_INDEX = new MediaType("application/vnd.oci.image.index.v1+json");
    public static final MediaType OCI_MANIFEST = new MediaType("application/vnd.oci.image.manifest.v1+json");
    public static final MediaType OCI_CONFIG = new MediaType("application/vnd.oci.image.config.v1+json");
    public static final MediaType OCI_EMPTY = new MediaType("application/vnd.oci.empty.v1+json");
    public static final MediaType OCI_LAYER_GZIP = new MediaType("application/vnd.oci.image.layer.v1.tar+gzip");
    public static final MediaType DOCKER_INDEX =
            new MediaType("application/vnd.docker.distribution.manifest.list.v2+json");
    public static final MediaType DOCKER_MANIFEST =
            new MediaType("application/vnd.docker.distribution.manifest.v2+json");
    public static final MediaType DOCKER_CONFIG = new MediaType("application/vnd.docker.container.image.v1+json");
    public static final MediaType IN_TOTO = new MediaType("application/vnd.in-toto+json");
    public static final MediaType NONE = new MediaType("");

    public MediaType {
        int parameters = value.indexOf(';');
        value = (parameters < 0 ? value : value.substring(0, parameters))
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    public boolean isIndex() {
        return equals(OCI_INDEX) || equals(DOCKER_INDEX);
    }

    public boolean isManifest() {
        return equals(OCI_MANIFEST) || equals(DOCKER_MANIFEST);
    }

    /** The manifests of Docker before 2015, which no longer say what an image consists of. */
    public boolean isSchema1() {
        return value.equals("application/vnd.docker.distribution.manifest.v1+json")
                || value.equals("application/vnd.docker.distribution.manifest.v1+prettyjws");
    }

    /** Whether it is the configuration of a container image, not of another artifact. */
    public boolean isImageConfig() {
        return equals(OCI_CONFIG) || equals(DOCKER_CONFIG);
    }

    /** Whether it is a file system layer, in whichever compression. */
    public boolean isLayer() {
        return value.startsWith("application/vnd.oci.image.layer.")
                || value.startsWith("application/vnd.docker.image.rootfs.");
    }

    /** A file system layer that is not compressed. */
    public boolean isPlainLayer() {
        return isLayer() && value.endsWith(".tar");
    }

    /** A layer that a registry need not hold: Windows base layers. */
    public boolean isForeignLayer() {
        return isLayer() && (value.contains("nondistributable") || value.contains("foreign"));
    }

    @Override
    public String toString() {
        return value;
    }
}
