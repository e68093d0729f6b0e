package dev.plinth.policy;

import dev.plinth.image.reference.ImageReference;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One image where it is used: what rules are matched against.
 *
 * @param namespace of the workload
 * @param namespaceLabels of that namespace; null where they are not known, then a selector matches
 * @param kind where in the pod it stands
 * @param written the reference as the pod has it
 * @param identity what that image is, however it is called: the canonical reference behind mirrors
 * @param userland whether the pod runs it with a shell or the programs beside one, which no rule asks and advice heeds
 * @param existing whether a built-in controller makes the object for an owner that was judged when a person wrote it
 */
public record Subject(
        String namespace,
        @Nullable Map<String, String> namespaceLabels,
        ContainerKind kind,
        ImageReference written,
        ImageReference identity,
        boolean userland,
        boolean existing) {

    /** An image of which nothing is known but where it stands. */
    public Subject(
            String namespace,
            @Nullable Map<String, String> namespaceLabels,
            ContainerKind kind,
            ImageReference written,
            ImageReference identity,
            boolean existing) {
        this(namespace, namespaceLabels, kind, written, identity, false, existing);
    }

    public Subject {
        namespaceLabels = namespaceLabels == null ? null : Map.copyOf(namespaceLabels);
    }
}
