package dev.plinth.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.plinth.codec.Json;
import dev.plinth.review.audit.RunningPod;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ContextClusterTest {

    private static final String PODS = """
            {"kind":"PodList","apiVersion":"v1","metadata":{},"items":[{"metadata":{"name":"cart-1","namespace":"shop"},
             "spec":{"nodeName":"n1","containers":[{"name":"app","image":"python:3.12"}]},"status":{"phase":"Running"}}]}
            """;
    private static final String NAMESPACES = """
            {"kind":"NamespaceList","apiVersion":"v1","metadata":{},
             "items":[{"metadata":{"name":"shop","labels":{"tier":"production"}}}]}
            """;
    private static final String NODES = """
            {"kind":"NodeList","apiVersion":"v1","metadata":{},"items":[{"metadata":{"name":"n1"},
             "status":{"nodeInfo":{"operatingSystem":"linux","architecture":"arm64"}}}]}
            """;

    private final Map<String, String> answers = new HashMap<>(Map.of(
            "/api/v1/pods", PODS,
            "/api/v1/namespaces", NAMESPACES,
            "/api/v1/nodes", NODES));
    private HttpServer server;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String answer = answers.get(exchange.getRequestURI().getPath());
            byte[] body =
                    (answer == null ? "{\"kind\":\"Status\",\"code\":403}" : answer).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer == null ? 403 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void whatRunsComesWithItsNamespacesLabels() throws IOException, InterruptedException {
        List<RunningPod> pods = pods();

        assertThat(pods).singleElement().satisfies(running -> {
            assertThat(running.owner().name()).isEqualTo("cart-1");
            assertThat(running.pod().images())
                    .extracting(image -> image.image())
                    .containsExactly("python:3.12");
            assertThat(running.namespaceLabels()).containsExactly(Map.entry("tier", "production"));
        });
    }

    @Test
    void labelsThatMayNotBeReadAreUnknownAndNoError() throws IOException, InterruptedException {
        answers.remove("/api/v1/namespaces");

        assertThat(pods().getFirst().namespaceLabels()).isNull();
    }

    @Test
    void aClusterThatRefusesIsAnErrorThatSaysSo() {
        answers.clear();

        assertThatThrownBy(this::pods).isInstanceOf(IOException.class);
    }

    private List<RunningPod> pods() throws IOException, InterruptedException {
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder()
                        .withMasterUrl(url)
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
        try (ContextCluster cluster = new ContextCluster(client, new Json())) {
            return cluster.fleet().pods();
        }
    }
}
