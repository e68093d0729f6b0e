import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A cluster's API and the registry of its images, with recorded data: CATALOGUE-RECORDS DOCUMENTS-DIR CLUSTER-PORT REGISTRY-PORT PODS
 * IMAGES NAMESPACES DELAY-MS.
 *
 * <p>Pods, their owners and node are as an API server lists them. Images stand on the bases of the catalogue's records, layer by
 * layer; some stand on nothing that is known, some have been deleted, and some tags have moved on since their pods started. Each
 * request to the registry takes DELAY-MS. {@code POST /fleet/mend?workloads=N} moves N workloads onto a slim base.
 */
final class Fleet {

    private static final List<String> NAMESPACES = List.of(
            "billing", "catalogue", "data-platform", "identity", "logistics", "ml-serving", "notifications", "payments",
            "platform-tools", "reporting", "search", "shop");
    private static final List<String> APPS = List.of(
            "api", "web", "worker", "gateway", "scheduler", "importer", "exporter", "indexer", "mailer", "sessions", "sync",
            "ledger", "proxy", "thumbnails", "accounts", "quotes");
    private static final String NOTHING_KNOWN = "";
    private static final String DELETED = "deleted";

    /** What of a hundred images stands on what. */
    private static final List<Object> BASES = List.of(
            "python:3.12", 15, "python:3.12-slim", 13, "ubuntu:24.04", 9, "debian:bookworm", 7, "node:22-slim", 13,
            "debian:bookworm-slim", 10, "openjdk:8-jre", 5, "amazonlinux:2023", 3, "eclipse-temurin:21-jre-alpine", 8,
            "alpine:3.24", 5, "nginx:1-alpine", 5, NOTHING_KNOWN, 5, DELETED, 2);

    private static final Map<String, String> RECORDS = new HashMap<>();
    private static final Map<String, byte[]> DOCUMENTS = new ConcurrentHashMap<>();
    private static final Map<String, String> TAGS = new ConcurrentHashMap<>();
    private static final Map<String, String> LEASES = new ConcurrentHashMap<>();
    private static final AtomicLong REGISTRY_REQUESTS = new AtomicLong();
    private static final AtomicLong CLUSTER_REQUESTS = new AtomicLong();
    private static final AtomicLong EVENTS = new AtomicLong();

    private static Path documents;
    private static int pods;
    private static int images;
    private static List<String> namespaces;
    private static int delay;
    private static volatile int mended;

    public static void main(String[] args) throws IOException {
        readRecords(Path.of(args[0]));
        documents = Path.of(args[1]);
        pods = Integer.parseInt(args[4]);
        images = Integer.parseInt(args[5]);
        namespaces = namespaces(Integer.parseInt(args[6]));
        delay = Integer.parseInt(args[7]);
        Served.serve(Integer.parseInt(args[2]), Fleet::cluster);
        Served.serve(Integer.parseInt(args[3]), Fleet::registry);
        System.out.println("fleet of " + pods + " pods and " + images + " images");
    }

    private static void readRecords(Path file) throws IOException {
        Pattern name = Pattern.compile("\"names\":\\[([^]]*)]");
        for (String line : Files.readAllLines(file)) {
            Matcher names = name.matcher(line);
            if (names.find()) {
                for (String one : names.group(1).split(",")) {
                    RECORDS.putIfAbsent(one.replace("\"", "").strip(), line);
                }
            }
        }
    }

    private static List<String> namespaces(int count) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int round = i / NAMESPACES.size();
            all.add(NAMESPACES.get(i % NAMESPACES.size()) + (round == 0 ? "" : "-" + (round + 1)));
        }
        return all;
    }

    /* The cluster. */

    private record Workload(int number, String namespace, String kind, String name, String image, String base) {

        String uid() {
            return "00000000-0000-4000-8000-%012d".formatted(number);
        }

        /** What a Deployment puts between itself and its pods. */
        String direct() {
            return kind.equals("Deployment") ? name + "-" + hash(name).substring(0, 9) : name;
        }

        String directKind() {
            return kind.equals("Deployment") ? "ReplicaSet" : kind;
        }

        /** The digest that its node reports. */
        String running() {
            String digest = TAGS.computeIfAbsent(image, wanted -> build(wanted, base, 0));
            return moved() ? build(image, base, 1) : digest;
        }

        /** Whether its tag has been pushed anew since. */
        boolean moved() {
            return number % 29 == 3 && !base.equals(DELETED);
        }
    }

    private static Workload workload(int number) {
        int image = number % images;
        String namespace = namespaces.get(number % namespaces.size());
        int round = number / namespaces.size();
        String app = APPS.get(round % APPS.size()) + (round < APPS.size() ? "" : "-" + (round / APPS.size() + 1));
        String team = namespaces.get(image % namespaces.size());
        String base = baseOf(image);
        String repository = "registry.corp/" + team.replaceAll("-[0-9]+$", "") + "/" + APPS.get(image / namespaces.size() % APPS.size());
        String version = "1." + image / 7 + "." + image % 7;
        if (base.equals("python:3.12") && number < mended) {
            return new Workload(number, namespace, "Deployment", app, repository + ":2.0." + image, "python:3.12-slim");
        }
        String kind = round % 11 == 7 ? "StatefulSet" : round % 17 == 9 ? "DaemonSet" : "Deployment";
        return new Workload(number, namespace, kind, app, repository + ":" + version, base);
    }

    private static String baseOf(int image) {
        int of = (image * 37 + image / 100 * 41 + 11) % 100;
        for (int i = 0; i < BASES.size(); i += 2) {
            of -= (Integer) BASES.get(i + 1);
            if (of < 0) {
                return (String) BASES.get(i);
            }
        }
        return NOTHING_KNOWN;
    }

    private static void cluster(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String query = exchange.getRequestURI().getQuery() == null ? "" : exchange.getRequestURI().getQuery();
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (path.equals("/fleet/mend")) {
            mended = Integer.parseInt(parameter(query, "workloads", "0"));
            Served.send(exchange, 200, "text/plain", "mended\n");
            return;
        }
        if (path.equals("/fleet/counts")) {
            Served.send(exchange, 200, "text/plain", "registry=%d cluster=%d events=%d%n"
                    .formatted(REGISTRY_REQUESTS.get(), CLUSTER_REQUESTS.get(), EVENTS.get()));
            return;
        }
        CLUSTER_REQUESTS.incrementAndGet();
        if (query.contains("watch=true")) {
            hold(exchange);
            return;
        }
        String answer = answer(exchange.getRequestMethod(), path, query, new String(body, StandardCharsets.UTF_8));
        Served.send(exchange, answer == null ? 404 : 200, "application/json", answer == null ? status(404, "NotFound") : answer);
    }

    private static String answer(String method, String path, String query, String body) throws IOException {
        if (path.contains("/leases")) {
            return lease(method, path, body);
        }
        if (method.equals("POST")) {
            EVENTS.incrementAndGet();
            return body.replaceFirst("\"generateName\":\"plinth-\"", "\"name\":\"plinth-" + EVENTS.get() + "\"");
        }
        return switch (path) {
            case "/version" -> "{\"major\":\"1\",\"minor\":\"36\",\"gitVersion\":\"v1.36.3\"}";
            case "/api/v1" -> resources("v1", "pods", "Pod", "replicationcontrollers", "ReplicationController");
            case "/apis/apps/v1" ->
                resources("apps/v1", "deployments", "Deployment", "replicasets", "ReplicaSet", "statefulsets", "StatefulSet", "daemonsets", "DaemonSet");
            case "/apis/batch/v1" -> resources("batch/v1", "jobs", "Job", "cronjobs", "CronJob");
            case "/api/v1/pods" -> podList(query);
            case "/api/v1/nodes" -> list("NodeList", List.of("""
                    {"apiVersion":"v1","kind":"Node","metadata":{"name":"node-1","uid":"n1","resourceVersion":"1"},\
                    "status":{"nodeInfo":{"operatingSystem":"linux","architecture":"amd64"}}}"""), "");
            case "/api/v1/namespaces" -> list("NamespaceList", namespaces.stream().map(name -> """
                    {"apiVersion":"v1","kind":"Namespace","metadata":{"name":"%s","uid":"%s","resourceVersion":"1",\
                    "labels":{"kubernetes.io/metadata.name":"%s"}}}""".formatted(name, name, name)).toList(), "");
            default -> path.contains("/configmaps") ? configMap() : owner(path);
        };
    }

    private static String configMap() throws IOException {
        return list("ConfigMapList", List.of("""
                {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"plinth-policy","namespace":"plinth-system","uid":"p","resourceVersion":"7"},\
                "data":{"policy.yaml":"%s","registries.yaml":"%s"}}""".formatted(
                escaped(Files.readString(documents.resolve("policy.yaml"))),
                escaped(Files.readString(documents.resolve("registries.yaml"))))), "");
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    private static String resources(String groupVersion, String... namesAndKinds) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < namesAndKinds.length; i += 2) {
            all.append(i == 0 ? "" : ",").append("{\"name\":\"%s\",\"singularName\":\"\",\"namespaced\":true,\"kind\":\"%s\",\"verbs\":[\"get\",\"list\"]}"
                    .formatted(namesAndKinds[i], namesAndKinds[i + 1]));
        }
        return "{\"kind\":\"APIResourceList\",\"apiVersion\":\"v1\",\"groupVersion\":\"" + groupVersion + "\",\"resources\":[" + all + "]}";
    }

    private static String list(String kind, List<String> items, String next) {
        return "{\"apiVersion\":\"v1\",\"kind\":\"%s\",\"metadata\":{\"resourceVersion\":\"7\",\"continue\":\"%s\"},\"items\":[%s]}"
                .formatted(kind, next, String.join(",", items));
    }

    private static String podList(String query) {
        int limit = Integer.parseInt(parameter(query, "limit", "500"));
        int from = Integer.parseInt(parameter(query, "continue", "0"));
        List<String> items = new ArrayList<>();
        for (int i = from; i < Math.min(pods, from + limit); i++) {
            items.add(pod(workload(i)));
        }
        return list("PodList", items, from + limit < pods ? Integer.toString(from + limit) : "");
    }

    /** Some 6 KB, most of it managed fields and environment, as pods have them. */
    private static String pod(Workload it) {
        StringBuilder environment = new StringBuilder();
        StringBuilder managed = new StringBuilder();
        for (int i = 0; i < 25; i++) {
            environment.append("{\"name\":\"VARIABLE_").append(i).append("\",\"value\":\"some value of variable number ").append(i).append("\"},");
        }
        for (int i = 0; i < 60; i++) {
            managed.append("\"f:field").append(i).append("\":{\"f:inner\":{},\"f:other\":{}},");
        }
        String image = it.image();
        return """
                {"metadata":{"name":"%s-x2%03d","namespace":"%s","uid":"%s","resourceVersion":"5","labels":{"app":"%s"},\
                "ownerReferences":[{"apiVersion":"apps/v1","kind":"%s","name":"%s","uid":"r-%s","controller":true}],\
                "managedFields":[{"manager":"kubelet","operation":"Update","apiVersion":"v1","fieldsV1":{%s"f:z":{}}}]},\
                "spec":{"nodeName":"node-1","serviceAccountName":"default","containers":[{"name":"app","image":"%s","env":[%s{"name":"LAST","value":""}]}]},\
                "status":{"phase":"Running","containerStatuses":[{"name":"app","image":"%s","imageID":"%s@%s","ready":true,"state":{"running":{}}}]}}"""
                .formatted(it.direct(), it.number() % 1000, it.namespace(), it.uid(), it.name(), it.directKind(), it.direct(), it.uid(),
                        managed, image, environment, image, image.substring(0, image.lastIndexOf(':')), it.running());
    }

    /** One that a pod, or a ReplicaSet, is of. */
    private static String owner(String path) {
        Matcher named = Pattern.compile("/apis/apps/v1/namespaces/([^/]+)/([a-z]+)/([^/]+)").matcher(path);
        if (!named.matches()) {
            return null;
        }
        String name = named.group(3);
        boolean set = named.group(2).equals("replicasets");
        String kind = set ? "ReplicaSet" : named.group(2).equals("deployments") ? "Deployment"
                : named.group(2).equals("statefulsets") ? "StatefulSet" : "DaemonSet";
        String owners = set
                ? "{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\",\"name\":\"%s\",\"uid\":\"d\",\"controller\":true}"
                        .formatted(name.substring(0, name.lastIndexOf('-')))
                : "";
        return "{\"apiVersion\":\"apps/v1\",\"kind\":\"%s\",\"metadata\":{\"name\":\"%s\",\"namespace\":\"%s\",\"uid\":\"u-%s\",\"ownerReferences\":[%s]}}"
                .formatted(kind, name, named.group(1), name, owners);
    }

    private static String lease(String method, String path, String body) {
        String name = path.replaceFirst(".*/leases/?", "");
        return switch (method) {
            case "GET" -> LEASES.get(name);
            case "POST" -> LEASES.compute("plinth-audit", (_, _) -> body);
            // A merge patch of the whole specification, which is all that an elector sends.
            default -> body.contains("\"metadata\"") ? LEASES.compute(name, (_, _) -> body) : LEASES.get(name);
        };
    }

    private static void hold(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().flush();
        try {
            Thread.sleep(3_600_000);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    private static String status(int code, String reason) {
        return "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"reason\":\"%s\",\"code\":%d}".formatted(reason, code);
    }

    private static String parameter(String query, String name, String otherwise) {
        for (String pair : query.split("&")) {
            if (pair.startsWith(name + "=") && pair.length() > name.length() + 1) {
                return pair.substring(name.length() + 1);
            }
        }
        return otherwise;
    }

    /* The registry. */

    private static final Pattern MANIFEST = Pattern.compile("/v2/(.+)/manifests/(.+)");
    private static final Pattern BLOB = Pattern.compile("/v2/(.+)/blobs/(.+)");

    private static void registry(HttpExchange exchange) throws IOException {
        REGISTRY_REQUESTS.incrementAndGet();
        pause();
        String path = exchange.getRequestURI().getPath();
        Matcher manifest = MANIFEST.matcher(path);
        Matcher blob = BLOB.matcher(path);
        byte[] document = null;
        if (manifest.matches()) {
            String wanted = manifest.group(2);
            document = wanted.startsWith("sha256:") ? DOCUMENTS.get(wanted) : tagged(manifest.group(1), wanted);
        } else if (blob.matches()) {
            document = DOCUMENTS.get(blob.group(2));
        }
        if (document == null) {
            Served.send(exchange, 404, "application/json", "{\"errors\":[]}");
            return;
        }
        exchange.getResponseHeaders().set("Docker-Content-Digest", "sha256:" + Served.sha256(document));
        Served.send(exchange, 200, Served.typeOf(document), document);
    }

    private static void pause() {
        try {
            Thread.sleep(delay);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] tagged(String repository, String tag) {
        if (repository.startsWith("hub/library/")) {
            String name = repository.substring(12) + ":" + tag;
            String known = RECORDS.containsKey(name) ? name : name.replaceFirst("-(trixie|bookworm)$", "");
            return RECORDS.containsKey(known) ? DOCUMENTS.get(TAGS.computeIfAbsent("hub/" + known, _ -> build("", known, 0))) : null;
        }
        String digest = TAGS.get("registry.corp/" + repository + ":" + tag);
        return digest == null ? null : DOCUMENTS.get(digest);
    }

    /**
     * Makes an image and keeps its documents, unless they have been deleted.
     *
     * @param name of the image, which its own layer holds; empty for the base itself
     * @return the digest of its index
     */
    private static String build(String name, String base, int build) {
        List<String> layers = new ArrayList<>();
        List<String> diffIds = new ArrayList<>();
        StringBuilder history = new StringBuilder();
        for (String layer : layersOf(base)) {
            layers.add("{\"mediaType\":\"application/vnd.oci.image.layer.v1.tar+gzip\",\"digest\":\"%s\",\"size\":%d}".formatted(layer, 9_000_000));
            diffIds.add("\"sha256:" + Served.sha256(layer.getBytes(StandardCharsets.UTF_8)) + "\"");
            history.append("{\"created_by\":\"/bin/sh -c #(nop) ADD\"},");
        }
        if (!name.isEmpty()) {
            byte[] layer = Served.layer(name + "#" + build);
            String digest = "sha256:" + Served.sha256(layer);
            DOCUMENTS.putIfAbsent(digest, layer);
            layers.add("{\"mediaType\":\"application/vnd.oci.image.layer.v1.tar+gzip\",\"digest\":\"%s\",\"size\":%d}".formatted(digest, layer.length));
            diffIds.add("\"sha256:" + Served.sha256((name + build).getBytes(StandardCharsets.UTF_8)) + "\"");
            history.append("{\"created_by\":\"COPY . /app # buildkit\"},");
        }
        byte[] config = ("""
                {"architecture":"amd64","os":"linux","created":"2026-11-01T10:00:00Z","config":{"Env":["PATH=/usr/bin"]},\
                "rootfs":{"type":"layers","diff_ids":[%s]},"history":[%s]}""")
                .formatted(String.join(",", diffIds), history.substring(0, Math.max(0, history.length() - 1)))
                .getBytes(StandardCharsets.UTF_8);
        byte[] manifest = ("""
                {"schemaVersion":2,"mediaType":"%s","config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"sha256:%s",\
                "size":%d},"layers":[%s]}""")
                .formatted(Served.IMAGE, Served.sha256(config), config.length, String.join(",", layers))
                .getBytes(StandardCharsets.UTF_8);
        byte[] index = ("""
                {"schemaVersion":2,"mediaType":"%s","manifests":[{"mediaType":"%s","digest":"sha256:%s","size":%d,\
                "platform":{"os":"linux","architecture":"amd64"}}]}""")
                .formatted(Served.INDEX, Served.IMAGE, Served.sha256(manifest), manifest.length)
                .getBytes(StandardCharsets.UTF_8);
        String digest = "sha256:" + Served.sha256(index);
        if (!base.equals(DELETED)) {
            DOCUMENTS.put("sha256:" + Served.sha256(config), config);
            DOCUMENTS.put("sha256:" + Served.sha256(manifest), manifest);
            DOCUMENTS.put(digest, index);
        }
        return digest;
    }

    private static List<String> layersOf(String base) {
        String record = RECORDS.get(base);
        if (record == null) {
            return List.of();
        }
        Matcher layers = Pattern.compile("\"layers\":\\[([^]]*)]").matcher(record);
        return layers.find() ? List.of(layers.group(1).replace("\"", "").split(",")) : List.of();
    }

    private static String hash(String text) {
        return Served.sha256(text.getBytes(StandardCharsets.UTF_8));
    }
}
