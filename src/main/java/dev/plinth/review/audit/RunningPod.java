package dev.plinth.review.audit;

import dev.plinth.review.workload.Owner;
import dev.plinth.review.workload.Workload;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pod as it runs.
 *
 * @param pod its images with what the node reports as running; its platforms are the node's
 * @param owner the object that a person looks at: the Deployment, not its ReplicaSet; the pod itself where nothing owns it
 * @param namespaceLabels labels of its namespace; null where they are not known
 * @param uid of the pod; empty if not known
 * @param ownerUid of the owner; empty if not known
 */
public record RunningPod(
        Workload pod, Owner owner, @Nullable Map<String, String> namespaceLabels, String uid, String ownerUid) {

    public RunningPod {
        namespaceLabels = namespaceLabels == null ? null : Map.copyOf(namespaceLabels);
    }
}
