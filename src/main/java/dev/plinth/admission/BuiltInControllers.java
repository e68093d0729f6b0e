package dev.plinth.admission;

import dev.plinth.review.workload.Owner;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which objects a controller of Kubernetes itself makes for an owner whose template was judged when a person wrote it: told by who
 * asks together with who owns, since an owner reference alone can be written by anyone.
 */
final class BuiltInControllers {

    /** Where the controller manager runs all controllers under one account. */
    private static final String SHARED = "system:kube-controller-manager";

    private static final String ACCOUNTS = "system:serviceaccount:kube-system:";

    /** Object kind, owner's API group and kind, to the controller's service account. */
    private static final Map<String, String> MAKERS = Map.of(
            "ReplicaSet<apps/Deployment", "deployment-controller",
            "Pod<apps/ReplicaSet", "replicaset-controller",
            "Pod<apps/DaemonSet", "daemon-set-controller",
            "Pod<apps/StatefulSet", "statefulset-controller",
            "Pod<batch/Job", "job-controller",
            "Pod</ReplicationController", "replication-controller",
            "Job<batch/CronJob", "cronjob-controller");

    private BuiltInControllers() {}

    /** Whether this user makes an object of this kind for this owner in the run of its own work. */
    static boolean made(String kind, @Nullable Owner owner, String user) {
        if (owner == null || !user.startsWith("system:")) {
            return false;
        }
        int slash = owner.apiVersion().indexOf('/');
        String group = slash < 0 ? "" : owner.apiVersion().substring(0, slash);
        String controller = MAKERS.get(kind + "<" + group + "/" + owner.kind());
        return controller != null && (user.equals(SHARED) || user.equals(ACCOUNTS + controller));
    }
}
