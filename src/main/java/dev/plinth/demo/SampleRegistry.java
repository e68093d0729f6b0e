package dev.plinth.demo;

import dev.plinth.image.MediaType;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * A registry (OCI distribution-spec, pull) for the samples, on loopback and any free port. It stands in for several registries:
 * repositories lie below the name of the registry that they are of, {@code docker.io/library/python} below {@code docker.io}.
 */
public final class SampleRegistry implements AutoCloseable {

    private static final String VERSION = "/v2/";

    private final Vertx vertx;
    private final HttpServer server;
    private final Map<String, Served> served = new HashMap<>();
    private final TreeSet<String> registries = new TreeSet<>();

    private record Served(MediaType type, Digest digest, byte[] bytes) {}

    private SampleRegistry(Samples samples) {
        samples.all().forEach(this::publish);
        vertx = Vertx.vertx();
        server = vertx.createHttpServer().requestHandler(this::answer);
    }

    /** Starts it with the samples. */
    public static SampleRegistry start() {
        SampleRegistry registry = new SampleRegistry(Samples.make());
        registry.server
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return registry;
    }

    /** Host and port. */
    public String location() {
        return "127.0.0.1:" + server.actualPort();
    }

    /** The registry document with which the samples' registries are asked here, and nothing is asked elsewhere. */
    public String registriesDocument() {
        StringBuilder yaml = new StringBuilder("apiVersion: plinth.dev/v1\nkind: RegistryConfig\nregistries:\n");
        for (String registry : registries) {
            yaml.append("  - prefix: ").append(registry).append("\n    mirrors:\n      - location: ");
            yaml.append(location()).append('/').append(registry);
            yaml.append("\n        plainHttp: true\n        allowPrivateAddresses: true\n    only: true\n");
        }
        yaml.append("allow:\n");
        registries.forEach(registry -> yaml.append("  - \"").append(registry).append("/**\"\n"));
        return yaml.toString();
    }

    private void publish(Samples.Entry entry) {
        ImageReference name = entry.reference();
        SampleImage image = entry.image();
        registries.add(name.registry());
        byte[] index = image.index();
        serve(name, "manifests", MediaType.OCI_INDEX, index);
        serve(name, "manifests", MediaType.OCI_MANIFEST, image.manifest());
        serve(name, "blobs", MediaType.OCI_CONFIG, image.config());
        served.put(
                path(name, "manifests", name.lookup()), new Served(MediaType.OCI_INDEX, Content.digest(index), index));
    }

    private void serve(ImageReference name, String kind, MediaType type, byte[] bytes) {
        Digest digest = Content.digest(bytes);
        served.put(path(name, kind, digest.toString()), new Served(type, digest, bytes));
    }

    private static String path(ImageReference name, String kind, String reference) {
        return VERSION + name.path() + "/" + kind + "/" + reference;
    }

    private void answer(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        String path = String.valueOf(request.path());
        Served found = served.get(path);
        if (path.equals(VERSION)) {
            response.end();
        } else if (found == null) {
            response.setStatusCode(404)
                    .putHeader("Content-Type", "application/json")
                    .end("{\"errors\":[{\"code\":\"MANIFEST_UNKNOWN\",\"message\":\"no such sample\"}]}");
        } else {
            response.putHeader("Content-Type", found.type().value())
                    .putHeader("Docker-Content-Digest", found.digest().toString())
                    .putHeader("Content-Length", String.valueOf(found.bytes().length));
            if (request.method().equals(HttpMethod.HEAD)) {
                response.end();
            } else {
                response.end(Buffer.buffer(found.bytes()));
            }
        }
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
