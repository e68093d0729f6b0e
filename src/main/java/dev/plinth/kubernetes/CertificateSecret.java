package dev.plinth.kubernetes;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The Secret in which all replicas keep the one certificate that they serve. Whoever writes first wins: a second creation and a
 * write over something newer are refused by the API server, and said to the caller, who reads again.
 */
public final class CertificateSecret {

    /** An operator asks for a renewal before its time by this annotation: {@code certificate} or {@code authority}. */
    public static final String RENEW = "plinth.dev/renew";

    private static final String TYPE = "kubernetes.io/tls";
    private static final String MANAGER = "plinth";

    private final KubernetesClient client;
    private final String namespace;
    private final String name;

    public CertificateSecret(KubernetesClient client, String namespace, String name) {
        this.client = client;
        this.namespace = namespace;
        this.name = name;
    }

    /**
     * The Secret as it was read.
     *
     * @param data its entries as text
     * @param version of the object, for {@link #replace}
     * @param renew what an operator asks for; empty if nothing
     */
    public record Stored(Map<String, String> data, String version, String renew) {
        public Stored {
            data = Map.copyOf(data);
        }

        /** Names no content. */
        @Override
        public String toString() {
            return "Stored[version=" + version + "]";
        }
    }

    /** The Secret, if it is there. Throws the client's exception if the API server does not answer. */
    public Optional<Stored> read() {
        return Optional.ofNullable(resource().get()).map(CertificateSecret::stored);
    }

    private static Stored stored(Secret secret) {
        Map<String, String> data = new LinkedHashMap<>();
        if (secret.getData() != null) {
            secret.getData().forEach((key, value) -> {
                try {
                    data.put(key, new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8));
                } catch (IllegalArgumentException _) {
                    // The API server lets none through that is not Base64.
                }
            });
        }
        Map<String, String> annotations = secret.getMetadata().getAnnotations();
        String renew = annotations == null ? "" : annotations.getOrDefault(RENEW, "");
        return new Stored(data, secret.getMetadata().getResourceVersion(), renew);
    }

    /** Makes the Secret; false if another was faster. */
    public boolean create(Map<String, String> data) {
        try {
            client.secrets()
                    .inNamespace(namespace)
                    .resource(secret(data).build())
                    .create();
            return true;
        } catch (KubernetesClientException e) {
            return refusedAsLate(e);
        }
    }

    /** Puts new data in place of what was read, its request for a renewal dropped; false if it has changed since. */
    public boolean replace(Stored read, Map<String, String> data) {
        Secret replacement = secret(data)
                .editMetadata()
                .withResourceVersion(read.version)
                .endMetadata()
                .build();
        try {
            client.secrets().inNamespace(namespace).resource(replacement).update();
            return true;
        } catch (KubernetesClientException e) {
            return refusedAsLate(e);
        }
    }

    private static boolean refusedAsLate(KubernetesClientException e) {
        // 404: deleted meanwhile.
        if (e.getCode() == 409 || e.getCode() == 404) {
            return false;
        }
        throw e;
    }

    private SecretBuilder secret(Map<String, String> data) {
        Map<String, String> encoded = new LinkedHashMap<>();
        data.forEach((key, value) ->
                encoded.put(key, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))));
        return new SecretBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .addToLabels("app.kubernetes.io/managed-by", MANAGER)
                .endMetadata()
                .withType(TYPE)
                .withData(encoded);
    }

    /** Calls back whenever the Secret changes, without saying how; does not wait. */
    public AutoCloseable watch(Runnable changed) {
        SharedIndexInformer<Secret> informer = resource().runnableInformer(0);
        informer.addEventHandler(new ResourceEventHandler<>() {
            @Override
            public void onAdd(Secret added) {
                changed.run();
            }

            @Override
            public void onUpdate(Secret before, Secret now) {
                changed.run();
            }

            @Override
            public void onDelete(Secret gone, boolean unknownFinalState) {
                changed.run();
            }
        });
        Watches.start(informer, "Secret " + namespace + "/" + name);
        return informer;
    }

    private Resource<Secret> resource() {
        return client.secrets().inNamespace(namespace).withName(name);
    }
}
