package dev.plinth.policy;

/** Where in a pod an image stands. */
public enum ContainerKind {
    CONTAINER("container"),
    INIT_CONTAINER("initContainer"),
    EPHEMERAL_CONTAINER("ephemeralContainer"),
    IMAGE_VOLUME("imageVolume");

    private final String label;

    ContainerKind(String label) {
        this.label = label;
    }

    /**
     * Reads a label.
     *
     * @throws IllegalArgumentException if there is no such kind
     */
    public static ContainerKind parse(String text) {
        for (ContainerKind kind : values()) {
            if (kind.label.equals(text)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("must be one of container, initContainer, ephemeralContainer, imageVolume");
    }

    /** As it is written in policies and texts. */
    public String label() {
        return label;
    }
}
