package dev.plinth.kubernetes;

import dev.plinth.policy.Policy;
import dev.plinth.review.audit.Fleet;
import dev.plinth.review.source.Documents;
import dev.plinth.review.workload.WorkloadReader;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The cluster of the current context, with the rights of the person at the keyboard. */
public final class ContextCluster implements AutoCloseable {

    private final KubernetesClient client;
    private final Documents documents;

    ContextCluster(KubernetesClient client, Documents documents) {
        this.client = client;
        this.documents = documents;
    }

    /**
     * Connects as {@code kubectl} does: by {@code KUBECONFIG}, else {@code ~/.kube/config}, else as a pod's service account.
     *
     * @throws IOException if there is no cluster that answers, or the key by which to ask is of no use
     */
    public static ContextCluster connect(Documents documents) throws IOException {
        Config config = Config.autoConfigure(null);
        ClientKeys.name(config);
        KubernetesClient client = client(config);
        try {
            client.getKubernetesVersion();
            return new ContextCluster(client, documents);
        } catch (KubernetesClientException _) {
            String where = client.getMasterUrl().toString();
            client.close();
            throw new IOException("no cluster answers at " + where
                    + "; set KUBECONFIG, or choose a context with kubectl config use-context");
        }
    }

    private static KubernetesClient client(Config config) throws IOException {
        try {
            return new KubernetesClientBuilder().withConfig(config).build();
        } catch (KubernetesClientException e) {
            // Keys and certificates are read here, before anyone is asked.
            throw new IOException("the kubeconfig cannot be used: " + e.getMessage(), e);
        }
    }

    /** What runs there. */
    public Fleet fleet() {
        // Pods have no template, and what a policy calls a placeholder does not run.
        WorkloadReader reader = WorkloadReader.of(Policy.EMPTY);
        return () -> {
            Map<String, Map<String, String>> labels = labels();
            return new ClusterFleet(client, documents, () -> reader, labels::get).pods();
        };
    }

    /** Labels by namespace; empty where the person may not list namespaces, and then they are not known. */
    private Map<String, Map<String, String>> labels() {
        Map<String, Map<String, String>> labels = new HashMap<>();
        List<Namespace> namespaces;
        try {
            namespaces = client.namespaces().list().getItems();
        } catch (KubernetesClientException _) {
            return Map.of();
        }
        for (Namespace namespace : namespaces) {
            Map<String, String> its = namespace.getMetadata().getLabels();
            labels.put(namespace.getMetadata().getName(), its == null ? Map.of() : Map.copyOf(its));
        }
        return labels;
    }

    @Override
    public void close() {
        client.close();
    }
}
