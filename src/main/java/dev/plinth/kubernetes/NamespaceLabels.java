package dev.plinth.kubernetes;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.ReducedStateItemStore;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Labels of all namespaces, followed. Asking never blocks. */
public final class NamespaceLabels implements AutoCloseable {

    private final Map<String, Map<String, String>> labels = new ConcurrentHashMap<>();
    private final SharedIndexInformer<Namespace> informer;

    public NamespaceLabels(KubernetesClient client) {
        informer = client.namespaces().runnableInformer(0);
        // A cluster may have thousands; only names are kept beside the labels above.
        informer.itemStore(new ReducedStateItemStore<>(
                ReducedStateItemStore.NAME_KEY_STATE, Namespace.class, client.getKubernetesSerialization()));
        informer.addEventHandler(new ResourceEventHandler<>() {
            @Override
            public void onAdd(Namespace added) {
                put(added);
            }

            @Override
            public void onUpdate(Namespace before, Namespace now) {
                put(now);
            }

            @Override
            public void onDelete(Namespace gone, boolean unknownFinalState) {
                labels.remove(gone.getMetadata().getName());
            }
        });
        Watches.start(informer, "namespaces");
    }

    private void put(Namespace namespace) {
        Map<String, String> its = namespace.getMetadata().getLabels();
        labels.put(namespace.getMetadata().getName(), its == null ? Map.of() : Map.copyOf(its));
    }

    /** Labels of a namespace; null where they are not known. */
    public @Nullable Map<String, String> of(String namespace) {
        return labels.get(namespace);
    }

    @Override
    public void close() {
        informer.close();
    }
}
