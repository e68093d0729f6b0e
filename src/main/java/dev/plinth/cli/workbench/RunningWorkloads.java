package dev.plinth.cli.workbench;

import dev.plinth.data.Node;
import java.util.List;

/** What runs in a cluster: the objects as the API server gives them. */
public interface RunningWorkloads extends AutoCloseable {

    /**
     * Workloads that no other workload owns, and the Namespaces that they are in.
     *
     * @param namespace only there; empty for all
     * @throws CommandException if the cluster does not answer, or refuses
     */
    List<Node> objects(String namespace, Progress progress) throws CommandException;

    @Override
    void close();
}
