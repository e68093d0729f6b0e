package dev.plinth.kubernetes;

import dev.plinth.data.Node;
import dev.plinth.image.MalformedException;
import dev.plinth.image.Platform;
import dev.plinth.review.audit.Fleet;
import dev.plinth.review.audit.RunningPod;
import dev.plinth.review.source.Documents;
import dev.plinth.review.workload.Owner;
import dev.plinth.review.workload.Workload;
import dev.plinth.review.workload.WorkloadReader;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The pods of a cluster, page after page, as plain data: only what is judged is kept of them. */
public final class ClusterFleet implements Fleet {

    /** Pods are decoded a page at a time, and a pod may be large: what is decoded has to fit beside everything else. */
    private static final int PAGE = 25;

    /** Owners asked for at the same time. */
    private static final int ASKED_AT_ONCE = 4;

    /** Rest after each page and each owner: a look may take a minute, a review that waits for its core or for the collector may not. */
    private static final Duration REST = Duration.ofMillis(5);

    private static final Set<String> FINISHED = Set.of("Succeeded", "Failed");

    private final KubernetesClient client;
    private final Documents documents;
    private final Supplier<WorkloadReader> workloads;
    private final Function<String, @Nullable Map<String, String>> labels;
    private final Owners owners;

    /** Topmost owners by direct ones, those of the last look: a ReplicaSet stays its Deployment's. */
    private volatile Map<Owner, Top> known = Map.of();

    /**
     * @param workloads reader of the policy in force
     * @param labels of a namespace; null where they are not known
     */
    public ClusterFleet(
            KubernetesClient client,
            Documents documents,
            Supplier<WorkloadReader> workloads,
            Function<String, @Nullable Map<String, String>> labels) {
        this.client = client;
        this.documents = documents;
        this.workloads = workloads;
        this.labels = labels;
        this.owners = new Owners(client);
    }

    @Override
    public List<RunningPod> pods() throws IOException, InterruptedException {
        WorkloadReader reader = workloads.get();
        Map<String, Platform> nodes = nodes();
        List<Running> running = new ArrayList<>();
        each("/api/v1/pods", pod -> {
            if (!FINISHED.contains(pod.text("status", "phase").orElse(""))) {
                Platform platform = pod.text("spec", "nodeName").map(nodes::get).orElse(null);
                reader.running(pod, platform == null ? List.of() : List.of(platform))
                        .ifPresent(workload -> running.add(new Running(
                                workload, pod.text("metadata", "uid").orElse(""))));
            }
        });
        Map<Owner, Top> topmost =
                topmost(running.stream().map(Running::workload).toList());
        return running.stream().map(pod -> running(pod, topmost)).toList();
    }

    private record Running(Workload workload, String uid) {}

    private record Top(Owner owner, String uid) {}

    private RunningPod running(Running pod, Map<Owner, Top> topmost) {
        Workload workload = pod.workload();
        Owner direct = direct(workload);
        Top top = direct == null ? null : topmost.get(direct);
        if (top == null) {
            top = new Top(new Owner("v1", workload.kind(), workload.name()), pod.uid());
        }
        return new RunningPod(workload, top.owner(), labels.apply(workload.namespace()), pod.uid(), top.uid());
    }

    /** The controller with its namespace before its name; null where nothing owns the pod. */
    private static @Nullable Owner direct(Workload pod) {
        Owner owner = pod.owner();
        return owner == null ? null : new Owner(owner.apiVersion(), owner.kind(), pod.namespace() + "/" + owner.name());
    }

    /** The same controller owns many pods, and the same ones the next time: each is followed up once. */
    private Map<Owner, Top> topmost(List<Workload> pods) throws InterruptedException {
        Map<Owner, Top> found = new ConcurrentHashMap<>();
        try (ExecutorService asking =
                Executors.newFixedThreadPool(ASKED_AT_ONCE, Thread.ofVirtual().factory())) {
            Set<Owner> asked = new HashSet<>();
            for (Workload pod : pods) {
                Owner direct = direct(pod);
                if (direct != null && asked.add(direct)) {
                    Top before = known.get(direct);
                    if (before != null) {
                        found.put(direct, before);
                    } else {
                        asking.execute(() -> {
                            found.put(direct, topmost(direct, pod));
                            rest();
                        });
                    }
                }
            }
            asking.shutdown();
            if (!asking.awaitTermination(1, TimeUnit.HOURS)) {
                asking.shutdownNow();
            }
        }
        Map<Owner, Top> kept = new HashMap<>(found);
        // What stands alone, or could not be read, is asked for again: an owner or the right to see it may come later.
        kept.entrySet()
                .removeIf(entry ->
                        entry.getKey().kind().equals(entry.getValue().owner().kind()));
        known = Map.copyOf(kept);
        return found;
    }

    private static void rest() {
        try {
            Thread.sleep(REST);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Top topmost(Owner direct, Workload pod) {
        ObjectReference top = owners.topmost(new ObjectReferenceBuilder()
                .withApiVersion(direct.apiVersion())
                .withKind(direct.kind())
                .withNamespace(pod.namespace())
                .withName(direct.name().substring(pod.namespace().length() + 1))
                .build());
        return new Top(
                new Owner(top.getApiVersion(), top.getKind(), top.getName()),
                Objects.requireNonNullElse(top.getUid(), ""));
    }

    /** Platforms by the name of a node; empty where the program may not look at nodes. */
    private Map<String, Platform> nodes() throws IOException, InterruptedException {
        Map<String, Platform> nodes = new HashMap<>();
        try {
            each("/api/v1/nodes", node -> {
                Optional<String> os = node.text("status", "nodeInfo", "operatingSystem");
                Optional<String> architecture = node.text("status", "nodeInfo", "architecture");
                if (os.isPresent() && architecture.isPresent()) {
                    nodes.put(node.text("metadata", "name").orElse(""), Platform.of(os.get(), architecture.get()));
                }
            });
        } catch (ForbiddenException _) {
            return Map.of();
        }
        return nodes;
    }

    private static final class ForbiddenException extends IOException {

        private static final long serialVersionUID = 1L;

        ForbiddenException(String message) {
            super(message);
        }
    }

    /** Page after page, none of which is kept: thousands of pods as decoded data would not fit. */
    private void each(String path, Consumer<Node> what) throws IOException, InterruptedException {
        String next = "";
        do {
            Node page = page(path + "?limit=" + PAGE
                    + (next.isEmpty() ? "" : "&continue=" + URLEncoder.encode(next, StandardCharsets.UTF_8)));
            page.items("items").forEach(what);
            next = page.text("metadata", "continue").orElse("");
            Thread.sleep(REST);
        } while (!next.isEmpty());
    }

    private Node page(String path) throws IOException {
        try {
            String body = client.raw(path);
            if (body == null) {
                throw new IOException("the API server has no " + path);
            }
            return documents.json(body.getBytes(StandardCharsets.UTF_8));
        } catch (KubernetesClientException e) {
            String text =
                    "the API server does not list " + path.substring(0, path.indexOf('?')) + " (" + e.getCode() + ")";
            throw e.getCode() == 403 ? new ForbiddenException(text) : new IOException(text);
        } catch (MalformedException e) {
            throw new IOException("the API server's answer " + e.getMessage());
        }
    }
}
