package dev.plinth.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;

/** From an object to the one that a person made: up the controllers, as far as the program may look. Asks the API server. */
public final class Owners {

    /** Pod, ReplicaSet, Deployment, and an operator's own kinds above. */
    private static final int MOST_STEPS = 5;

    private final KubernetesClient client;

    public Owners(KubernetesClient client) {
        this.client = client;
    }

    /** The topmost controller that could be read, with its uid; the object as it is if it could not. */
    public ObjectReference topmost(ObjectReference object) {
        ObjectReference at = object;
        for (int step = 0; step < MOST_STEPS; step++) {
            Optional<GenericKubernetesResource> read = read(at);
            if (read.isEmpty()) {
                return at;
            }
            at = new ObjectReferenceBuilder(at)
                    .withUid(read.get().getMetadata().getUid())
                    .build();
            Optional<OwnerReference> owner = read.get().getMetadata().getOwnerReferences().stream()
                    .filter(reference -> Boolean.TRUE.equals(reference.getController()))
                    .findFirst();
            if (owner.isEmpty()) {
                return at;
            }
            at = new ObjectReferenceBuilder()
                    .withApiVersion(owner.get().getApiVersion())
                    .withKind(owner.get().getKind())
                    .withNamespace(at.getNamespace())
                    .withName(owner.get().getName())
                    .withUid(owner.get().getUid())
                    .build();
        }
        return at;
    }

    private Optional<GenericKubernetesResource> read(ObjectReference object) {
        if (object.getName() == null || object.getName().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(client.genericKubernetesResources(object.getApiVersion(), object.getKind())
                    .inNamespace(object.getNamespace())
                    .withName(object.getName())
                    .get());
        } catch (KubernetesClientException | IllegalArgumentException _) {
            // No right, no such kind, no API server: what is known is good enough.
            return Optional.empty();
        }
    }
}
