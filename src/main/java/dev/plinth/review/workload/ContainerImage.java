package dev.plinth.review.workload;

import dev.plinth.image.reference.Digest;
import dev.plinth.policy.ContainerKind;
import org.jspecify.annotations.Nullable;

/**
 * One image of a workload, as written.
 *
 * @param kind where it stands
 * @param name of the container or volume
 * @param image as written; never empty
 * @param running digest of what the node reports as running; null where nothing runs yet, or it is not known
 * @param userland whether the pod runs it with a shell or the programs beside one
 */
public record ContainerImage(
        ContainerKind kind,
        String name,
        String image,
        @Nullable Digest running,
        boolean userland) {

    public ContainerImage(ContainerKind kind, String name, String image) {
        this(kind, name, image, null);
    }

    public ContainerImage(ContainerKind kind, String name, String image, @Nullable Digest running) {
        this(kind, name, image, running, false);
    }
}
