package dev.plinth.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * From an object to the one that a person made: up the controllers, as far as the program may look. Asks the API server for metadata
 * alone (Kubernetes, PartialObjectMetadata): a ReplicaSet whole is several times as large, and a look follows thousands.
 */
public final class Owners {

    /** Pod, ReplicaSet, Deployment, and an operator's own kinds above. */
    private static final int MOST_STEPS = 5;

    /** Whoever may create a pod writes what they like into its owner references; this becomes part of a path. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]*[a-z0-9])?");

    private static final Pattern API_VERSION = Pattern.compile("([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?v[0-9][a-z0-9]*");

    private static final String METADATA_ALONE =
            "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1, application/json";

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Others are looked up in what the API server says of itself. */
    private static final Map<String, String> BUILT_IN = Map.of(
            "v1 Pod", "api/v1 pods",
            "v1 ReplicationController", "api/v1 replicationcontrollers",
            "apps/v1 Deployment", "apis/apps/v1 deployments",
            "apps/v1 ReplicaSet", "apis/apps/v1 replicasets",
            "apps/v1 StatefulSet", "apis/apps/v1 statefulsets",
            "apps/v1 DaemonSet", "apis/apps/v1 daemonsets",
            "batch/v1 Job", "apis/batch/v1 jobs",
            "batch/v1 CronJob", "apis/batch/v1 cronjobs");

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
        if (!isOne(NAME, object.getName())
                || !isOne(NAME, object.getNamespace())
                || !isOne(API_VERSION, object.getApiVersion())) {
            return Optional.empty();
        }
        try {
            String known = BUILT_IN.get(object.getApiVersion() + " " + object.getKind());
            if (known != null) {
                return metadata(
                        known.replace(" ", "/namespaces/" + object.getNamespace() + "/") + "/" + object.getName());
            }
            return Optional.ofNullable(client.genericKubernetesResources(object.getApiVersion(), object.getKind())
                    .inNamespace(object.getNamespace())
                    .withName(object.getName())
                    .get());
        } catch (KubernetesClientException | IllegalArgumentException _) {
            // No right, no such kind, no API server: what is known is good enough.
            return Optional.empty();
        }
    }

    private static boolean isOne(Pattern pattern, @Nullable String text) {
        return text != null && pattern.matcher(text).matches();
    }

    private Optional<GenericKubernetesResource> metadata(String path) {
        HttpClient http = client.getHttpClient();
        HttpRequest request = http.newHttpRequestBuilder()
                .uri(client.getMasterUrl() + path)
                .header("Accept", METADATA_ALONE)
                .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .build();
        try {
            HttpResponse<String> response =
                    http.sendAsync(request, String.class).get();
            return response.isSuccessful()
                    ? Optional.of(client.getKubernetesSerialization()
                            .unmarshal(response.body(), GenericKubernetesResource.class))
                    : Optional.empty();
        } catch (ExecutionException _) {
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
