package dev.plinth.cli;

import dev.plinth.cli.workbench.Cluster;
import dev.plinth.cli.workbench.CommandException;
import dev.plinth.review.ReviewRequest;
import dev.plinth.review.audit.RunningPod;
import dev.plinth.review.workload.Workload;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/** What runs in a cluster as requests: one for each object that a person looks at and set of images that its pods have. */
final class Running {

    private Running() {}

    /**
     * The requests, in the order in which the cluster names the pods.
     *
     * @param namespace only there; empty for all
     * @throws CommandException if the cluster does not answer, or refuses
     */
    static Collection<ReviewRequest> requests(Cluster cluster, String namespace) throws CommandException {
        return requests(cluster, namespace, _ -> true);
    }

    /** As {@link #requests(Cluster, String)}, of some pods alone. */
    static Collection<ReviewRequest> requests(Cluster cluster, String namespace, Predicate<RunningPod> meant)
            throws CommandException {
        Map<Workload, ReviewRequest> requests = new LinkedHashMap<>();
        try {
            for (RunningPod running : cluster.fleet().pods()) {
                Workload pod = running.pod();
                if (!namespace.isEmpty() && !pod.namespace().equals(namespace) || !meant.test(running)) {
                    continue;
                }
                Workload owner = new Workload(
                        running.owner().kind(),
                        pod.namespace(),
                        running.owner().name(),
                        null,
                        pod.images(),
                        pod.platforms(),
                        pod.requester());
                requests.putIfAbsent(
                        owner, new ReviewRequest(owner, null, "SCAN", running.namespaceLabels(), false, false));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new CommandException("interrupted");
        } catch (IOException e) {
            throw new CommandException("the cluster does not answer: " + e.getMessage()
                    + "; see whether `kubectl get pods -A` does, with the same kubeconfig");
        }
        return requests.values();
    }
}
