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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The pods of a cluster, page after page, as plain data: only what is judged is kept of them. */
public final class ClusterFleet implements Fleet {

    private static final int PAGE = 250;
    private static final Set<String> FINISHED = Set.of("Succeeded", "Failed");

    private final KubernetesClient client;
    private final Documents documents;
    private final Supplier<WorkloadReader> workloads;
    private final Function<String, @Nullable Map<String, String>> labels;
    private final Owners owners;

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
    public List<RunningPod> pods() throws IOException {
        WorkloadReader reader = workloads.get();
        Map<String, Platform> nodes = nodes();
        Map<Owner, Owner> topmost = new HashMap<>();
        List<RunningPod> pods = new ArrayList<>();
        for (Node pod : all("/api/v1/pods")) {
            if (FINISHED.contains(pod.text("status", "phase").orElse(""))) {
                continue;
            }
            Platform platform = pod.text("spec", "nodeName").map(nodes::get).orElse(null);
            reader.running(pod, platform == null ? List.of() : List.of(platform))
                    .ifPresent(workload -> pods.add(
                            new RunningPod(workload, owner(workload, topmost), labels.apply(workload.namespace()))));
        }
        return pods;
    }

    /** The same controller owns many pods, so it is followed up once a look. */
    private Owner owner(Workload pod, Map<Owner, Owner> topmost) {
        Owner direct = pod.owner();
        if (direct == null) {
            return new Owner("v1", pod.kind(), pod.name());
        }
        Owner key = new Owner(direct.apiVersion(), direct.kind(), pod.namespace() + "/" + direct.name());
        return topmost.computeIfAbsent(key, _ -> {
            ObjectReference top = owners.topmost(new ObjectReferenceBuilder()
                    .withApiVersion(direct.apiVersion())
                    .withKind(direct.kind())
                    .withNamespace(pod.namespace())
                    .withName(direct.name())
                    .build());
            return new Owner(top.getApiVersion(), top.getKind(), top.getName());
        });
    }

    /** Platforms by the name of a node; empty where the program may not look at nodes. */
    private Map<String, Platform> nodes() throws IOException {
        Map<String, Platform> nodes = new HashMap<>();
        try {
            for (Node node : all("/api/v1/nodes")) {
                Optional<String> os = node.text("status", "nodeInfo", "operatingSystem");
                Optional<String> architecture = node.text("status", "nodeInfo", "architecture");
                if (os.isPresent() && architecture.isPresent()) {
                    nodes.put(node.text("metadata", "name").orElse(""), Platform.of(os.get(), architecture.get()));
                }
            }
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

    private List<Node> all(String path) throws IOException {
        List<Node> items = new ArrayList<>();
        String next = "";
        do {
            Node page = page(path + "?limit=" + PAGE
                    + (next.isEmpty() ? "" : "&continue=" + URLEncoder.encode(next, StandardCharsets.UTF_8)));
            items.addAll(page.items("items"));
            next = page.text("metadata", "continue").orElse("");
        } while (!next.isEmpty());
        return items;
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
