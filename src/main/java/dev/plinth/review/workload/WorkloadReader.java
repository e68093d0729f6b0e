package dev.plinth.review.workload;

import dev.plinth.data.Node;
import dev.plinth.image.Platform;
import dev.plinth.image.reference.Digest;
import dev.plinth.policy.ContainerKind;
import dev.plinth.policy.CustomWorkload;
import dev.plinth.policy.Policy;
import dev.plinth.review.source.Requester;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a Kubernetes object runs. Ill-typed parts are absent, as for every foreign document: the API server refuses such
 * objects itself.
 */
public final class WorkloadReader {

    /** Built-in kind with its API group to the keys of its pod template; the pod itself has none. */
    private static final Map<String, List<String>> BUILT_IN = Map.of(
            "/Pod", List.of(),
            "/ReplicationController", List.of("spec", "template"),
            "apps/Deployment", List.of("spec", "template"),
            "apps/ReplicaSet", List.of("spec", "template"),
            "apps/StatefulSet", List.of("spec", "template"),
            "apps/DaemonSet", List.of("spec", "template"),
            "batch/Job", List.of("spec", "template"),
            "batch/CronJob", List.of("spec", "jobTemplate", "spec", "template"));

    private final Map<String, List<String>> templates;
    private final Set<String> placeholders;

    private WorkloadReader(Map<String, List<String>> templates, Set<String> placeholders) {
        this.templates = templates;
        this.placeholders = placeholders;
    }

    /** The reader for the kinds and placeholders that a policy names, beside the built-in kinds. */
    public static WorkloadReader of(Policy policy) {
        return of(policy.workloads(), Set.copyOf(policy.placeholders()));
    }

    static WorkloadReader of(List<CustomWorkload> custom, Set<String> placeholders) {
        Map<String, List<String>> templates = new LinkedHashMap<>(BUILT_IN);
        for (CustomWorkload further : custom) {
            templates.put(group(further.apiVersion()) + "/" + further.kind(), further.podTemplate());
        }
        return new WorkloadReader(Map.copyOf(templates), Set.copyOf(placeholders));
    }

    /** Whether objects of this kind run images. */
    public boolean knows(String apiVersion, String kind) {
        return templates.containsKey(group(apiVersion) + "/" + kind);
    }

    /**
     * What the object runs; empty if its kind runs no images, or its template is missing.
     *
     * @param defaultNamespace for an object that does not say its own
     */
    public Optional<Workload> read(Node object, String defaultNamespace) {
        String apiVersion = object.text("apiVersion").orElse("");
        String kind = object.text("kind").orElse("");
        List<String> keys = templates.get(group(apiVersion) + "/" + kind);
        if (keys == null) {
            return Optional.empty();
        }
        Optional<Node> template = keys.isEmpty() ? Optional.of(object) : object.find(keys.toArray(String[]::new));
        Optional<Node> spec = template.flatMap(node -> node.find("spec"));
        if (spec.isEmpty()) {
            return Optional.empty();
        }
        String namespace = object.text("metadata", "namespace").orElse(defaultNamespace);
        return Optional.of(new Workload(
                kind,
                namespace,
                name(object),
                owner(object).orElse(null),
                images(spec.get()),
                PodPlatforms.of(spec.get()),
                requester(spec.get(), namespace)));
    }

    /**
     * What a pod runs now: as written, with the digests that its node reports.
     *
     * @param pod as the API server lists it, where kind and API version are left out
     * @param platforms of the node that it runs on; empty: as the pod asks for
     */
    public Optional<Workload> running(Node pod, List<Platform> platforms) {
        Optional<Node> spec = pod.find("spec");
        if (spec.isEmpty()) {
            return Optional.empty();
        }
        String namespace = pod.text("metadata", "namespace").orElse("default");
        Map<String, Digest> reported = RunningDigests.of(pod);
        List<ContainerImage> images = images(spec.get()).stream()
                .map(image -> new ContainerImage(
                        image.kind(),
                        image.name(),
                        image.image(),
                        reported.get(RunningDigests.key(image)),
                        image.userland()))
                .toList();
        return Optional.of(new Workload(
                "Pod",
                namespace,
                name(pod),
                owner(pod).orElse(null),
                images,
                platforms.isEmpty() ? PodPlatforms.of(spec.get()) : platforms,
                requester(spec.get(), namespace)));
    }

    private static String group(String apiVersion) {
        int slash = apiVersion.indexOf('/');
        String group = slash < 0 ? "" : apiVersion.substring(0, slash);
        // Objects that old manifests still write so; the API server has long stored them under apps.
        return group.equals("extensions") ? "apps" : group;
    }

    private static String name(Node object) {
        return object.text("metadata", "name")
                .filter(name -> !name.isEmpty())
                .orElseGet(() -> object.text("metadata", "generateName")
                        .map(prefix -> prefix + "*")
                        .orElse("(unnamed)"));
    }

    private static Optional<Owner> owner(Node object) {
        return object.items("metadata", "ownerReferences").stream()
                .filter(reference -> reference.flag("controller").orElse(false))
                .findFirst()
                .map(reference -> new Owner(
                        reference.text("apiVersion").orElse(""),
                        reference.text("kind").orElse(""),
                        reference.text("name").orElse("")));
    }

    private List<ContainerImage> images(Node spec) {
        List<ContainerImage> images = new ArrayList<>();
        for (Node container : spec.items("containers")) {
            add(
                    images,
                    ContainerKind.CONTAINER,
                    container,
                    container.text("image").orElse(null));
        }
        for (Node container : spec.items("initContainers")) {
            add(
                    images,
                    ContainerKind.INIT_CONTAINER,
                    container,
                    container.text("image").orElse(null));
        }
        for (Node container : spec.items("ephemeralContainers")) {
            add(
                    images,
                    ContainerKind.EPHEMERAL_CONTAINER,
                    container,
                    container.text("image").orElse(null));
        }
        for (Node volume : spec.items("volumes")) {
            add(
                    images,
                    ContainerKind.IMAGE_VOLUME,
                    volume,
                    volume.text("image", "reference").orElse(null));
        }
        return images;
    }

    private void add(List<ContainerImage> images, ContainerKind kind, Node of, @Nullable String image) {
        if (image != null && !image.isEmpty() && !placeholders.contains(image)) {
            images.add(
                    new ContainerImage(kind, of.text("name").orElse("(unnamed)"), image, null, UserlandUse.isIn(of)));
        }
    }

    private static Requester requester(Node spec, String namespace) {
        List<String> secrets = spec.items("imagePullSecrets").stream()
                .flatMap(item -> item.text("name").stream())
                .toList();
        String account = spec.text("serviceAccountName")
                .or(() -> spec.text("serviceAccount"))
                .filter(name -> !name.isEmpty())
                .orElse("default");
        return new Requester(namespace, secrets, account);
    }
}
