package dev.plinth.review.workload;

import dev.plinth.data.Node;
import dev.plinth.image.reference.Digest;
import dev.plinth.policy.ContainerKind;
import java.util.HashMap;
import java.util.Map;

/**
 * The digests in a pod's container statuses. An {@code imageID} is of use where it names a manifest
 * ({@code registry.corp/app@sha256:…}); an image that was imported into a node has only its configuration's digest there.
 */
final class RunningDigests {

    private RunningDigests() {}

    static Map<String, Digest> of(Node pod) {
        Map<String, Digest> digests = new HashMap<>();
        add(digests, pod, ContainerKind.CONTAINER, "containerStatuses");
        add(digests, pod, ContainerKind.INIT_CONTAINER, "initContainerStatuses");
        add(digests, pod, ContainerKind.EPHEMERAL_CONTAINER, "ephemeralContainerStatuses");
        return digests;
    }

    /** Names of containers are unique in a pod, but a volume may have the same. */
    static String key(ContainerImage image) {
        return key(image.kind(), image.name());
    }

    private static String key(ContainerKind kind, String name) {
        return kind.label() + "/" + name;
    }

    private static void add(Map<String, Digest> digests, Node pod, ContainerKind kind, String statuses) {
        for (Node status : pod.items("status", statuses)) {
            String id = status.text("imageID").orElse("");
            int at = id.indexOf('@');
            if (at > 0) {
                Digest.lenient(id.substring(at + 1))
                        .ifPresent(digest ->
                                digests.put(key(kind, status.text("name").orElse("")), digest));
            }
        }
    }
}
