package dev.plinth.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.Map;

/** Watches the ConfigMap that holds the policy. */
public final class PolicyConfigMap implements AutoCloseable {

    private final SharedIndexInformer<ConfigMap> informer;

    private PolicyConfigMap(SharedIndexInformer<ConfigMap> informer) {
        this.informer = informer;
    }

    /** Hears what becomes of the ConfigMap, in order, on one thread. Must not throw. */
    public interface Listener {

        /** It is there, with this data. */
        void changed(Map<String, String> data);

        /** It is no longer there. */
        void deleted();
    }

    /** Watches from now on; does not wait. */
    public static PolicyConfigMap watch(KubernetesClient client, String namespace, String name, Listener listener) {
        SharedIndexInformer<ConfigMap> informer =
                client.configMaps().inNamespace(namespace).withName(name).runnableInformer(0);
        informer.addEventHandler(new ResourceEventHandler<>() {
            @Override
            public void onAdd(ConfigMap added) {
                listener.changed(data(added));
            }

            @Override
            public void onUpdate(ConfigMap before, ConfigMap now) {
                if (!data(before).equals(data(now))) {
                    listener.changed(data(now));
                }
            }

            @Override
            public void onDelete(ConfigMap gone, boolean unknownFinalState) {
                listener.deleted();
            }
        });
        Watches.start(informer, "ConfigMap " + namespace + "/" + name);
        return new PolicyConfigMap(informer);
    }

    private static Map<String, String> data(ConfigMap map) {
        return map.getData() == null ? Map.of() : map.getData();
    }

    /** Whether changes are heard of now. */
    public boolean isWatching() {
        return informer.isWatching();
    }

    @Override
    public void close() {
        informer.close();
    }
}
