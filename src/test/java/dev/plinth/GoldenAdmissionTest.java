package dev.plinth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.codec.Json;
import dev.plinth.codec.Yaml;
import dev.plinth.data.Node;
import dev.plinth.data.Parsed;
import dev.plinth.testing.registry.FakeRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Whole reviews through HTTPS: every directory of {@code src/test/resources/admission} has a request, a policy, what the registry
 * holds or does wrong ({@link GoldenRegistry}), and the response. Images are called {@code registry.test/…}; digests are written
 * {@code sha256:…}. {@code -Dgolden=write} writes the responses, to be read before they are kept.
 */
@QuarkusTest
@QuarkusTestResource(ServerResource.class)
class GoldenAdmissionTest {

    private static final Path CASES = Path.of("src/test/resources/admission");
    private static final boolean WRITE = "write".equals(System.getProperty("golden"));

    @TestHTTPResource(value = "/", tls = true)
    URI webhook;

    @Inject
    ServeConfig config;

    @Inject
    ServeGraph graph;

    @TestFactory
    Stream<DynamicTest> answersAsWritten() throws Exception {
        ApiServer apiServer = new ApiServer(webhook, Path.of(config.tlsDirectory()));
        try (Stream<Path> directories = Files.list(CASES)) {
            return directories.filter(Files::isDirectory).sorted().toList().stream()
                    .map(directory -> DynamicTest.dynamicTest(
                            directory.getFileName().toString(), () -> answers(directory, apiServer)));
        }
    }

    private void answers(Path directory, ApiServer apiServer) throws Exception {
        Node registryDocument = yaml(directory.resolve("registry.yaml"));
        try (FakeRegistry registry = GoldenRegistry.start(registryDocument)) {
            graph.documents()
                    .take(
                            Map.of(
                                    "policy.yaml",
                                    Files.readString(directory.resolve("policy.yaml")),
                                    "registries.yaml",
                                    GoldenRegistry.settings(registryDocument, registry)),
                            "ConfigMap plinth/policy");
            assertThat(graph.documents().complaint()).isEmpty();
            byte[] request = Files.readAllBytes(directory.resolve("request.json"));
            String path =
                    "/validate?timeout=" + registryDocument.text("timeout").orElse("10s");

            HttpResponse<String> response = apiServer.post(path, BodyPublishers.ofByteArray(request));
            // Layers are read behind the first answer; a retry finds what they show.
            for (int retry = 0; retry < 50 && response.body().contains(" unknown sha256:"); retry++) {
                Thread.sleep(200);
                response = apiServer.post(path, BodyPublishers.ofByteArray(request));
            }

            assertThat(response.statusCode()).isEqualTo(200);
            String text = GoldenRegistry.neutral(response.body(), registry);
            Path golden = directory.resolve("response.json");
            if (WRITE) {
                Files.writeString(golden, GoldenRegistry.pretty(text));
            }
            assertThat(json(text)).isEqualTo(json(Files.readString(golden)));
            assertThat(text).contains(uidOf(request));
            OptionalLong most = registryDocument.whole("requests");
            if (most.isPresent()) {
                assertThat(registry.count()).isEqualTo(most.getAsLong());
            }
        }
    }

    private static String uidOf(byte[] request) throws Exception {
        return new Json().json(request).text("request", "uid").orElseThrow();
    }

    private static Node json(String text) throws Exception {
        return new Json().json(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static Node yaml(Path file) throws IOException {
        return switch (Yaml.read(Files.readString(file))) {
            case Parsed.Valid<Node>(Node document) -> document;
            case Parsed.Invalid<Node>(var problems) -> throw new IOException(file + ": " + problems);
        };
    }
}
