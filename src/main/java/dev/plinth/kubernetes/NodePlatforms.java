package dev.plinth.kubernetes;

import dev.plinth.image.Platform;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeSystemInfo;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.ReducedStateItemStore;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Platforms of the cluster's nodes, followed. Asking never blocks. */
public final class NodePlatforms implements AutoCloseable {

    private final Map<String, Platform> nodes = new ConcurrentHashMap<>();
    private final SharedIndexInformer<Node> informer;

    private volatile List<Platform> platforms = List.of();

    public NodePlatforms(KubernetesClient client) {
        informer = client.nodes().runnableInformer(0);
        // A node's status lists every image it holds; nothing of it is kept.
        informer.itemStore(new ReducedStateItemStore<>(
                ReducedStateItemStore.NAME_KEY_STATE, Node.class, client.getKubernetesSerialization()));
        informer.addEventHandler(new ResourceEventHandler<>() {
            @Override
            public void onAdd(Node added) {
                put(added);
            }

            @Override
            public void onUpdate(Node before, Node now) {
                put(now);
            }

            @Override
            public void onDelete(Node gone, boolean unknownFinalState) {
                if (nodes.remove(gone.getMetadata().getName()) != null) {
                    summarise();
                }
            }
        });
        Watches.start(informer, "nodes");
    }

    private void put(Node node) {
        NodeSystemInfo info = node.getStatus() == null ? null : node.getStatus().getNodeInfo();
        if (info == null || info.getOperatingSystem() == null || info.getArchitecture() == null) {
            return;
        }
        Platform platform = Platform.of(info.getOperatingSystem(), info.getArchitecture());
        if (!platform.equals(nodes.put(node.getMetadata().getName(), platform))) {
            summarise();
        }
    }

    private void summarise() {
        platforms = nodes.values().stream()
                .distinct()
                .sorted(Comparator.comparing(Platform::toString))
                .toList();
    }

    /** Each once; empty as long as no node is known. */
    public List<Platform> all() {
        return platforms;
    }

    @Override
    public void close() {
        informer.close();
    }
}
