package dev.plinth.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.plinth.codec.Json;
import dev.plinth.image.Platform;
import dev.plinth.policy.Policy;
import dev.plinth.review.audit.RunningPod;
import dev.plinth.review.workload.WorkloadReader;
import io.fabric8.kubernetes.client.Config;
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
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClusterFleetTest {

    private static final String FIRST_PAGE = """
            {"kind":"PodList","apiVersion":"v1","metadata":{"continue":"a+b/c="},"items":[
             {"metadata":{"name":"cart-1","namespace":"shop","uid":"p1","ownerReferences":[
               {"apiVersion":"apps/v1","kind":"ReplicaSet","name":"cart-7d9","uid":"r1","controller":true}]},
              "spec":{"nodeName":"n1","containers":[{"name":"app","image":"python:3.12"}]},"status":{"phase":"Running"}},
             {"metadata":{"name":"done","namespace":"shop","uid":"p2"},
              "spec":{"containers":[{"name":"app","image":"busybox"}]},"status":{"phase":"Succeeded"}}]}
            """;
    private static final String LAST_PAGE = """
            {"kind":"PodList","apiVersion":"v1","metadata":{},"items":[
             {"metadata":{"name":"cart-2","namespace":"shop","uid":"p3","ownerReferences":[
               {"apiVersion":"apps/v1","kind":"ReplicaSet","name":"cart-7d9","uid":"r1","controller":true}]},
              "spec":{"nodeName":"unseen","containers":[{"name":"app","image":"python:3.12"}]},"status":{"phase":"Running"}},
             {"metadata":{"name":"alone","namespace":"shop","uid":"p4"},
              "spec":{"containers":[{"name":"app","image":"alpine"}]},"status":{"phase":"Pending"}}]}
            """;
    private static final String NODES = """
            {"kind":"NodeList","apiVersion":"v1","metadata":{},"items":[{"metadata":{"name":"n1"},
             "status":{"nodeInfo":{"operatingSystem":"linux","architecture":"arm64"}}}]}
            """;
    private static final String REPLICA_SET = "/apis/apps/v1/namespaces/shop/replicasets/cart-7d9";
    private static final String OWNED = """
            {"kind":"ReplicaSet","apiVersion":"apps/v1","metadata":{"name":"cart-7d9","namespace":"shop","uid":"r1",
             "ownerReferences":[{"apiVersion":"apps/v1","kind":"Deployment","name":"cart","uid":"d1","controller":true}]}}
            """;
    private static final String DEPLOYMENT = """
            {"kind":"Deployment","apiVersion":"apps/v1","metadata":{"name":"cart","namespace":"shop","uid":"d1"}}
            """;

    private final Map<String, String> answers = new HashMap<>(Map.of(
            "/api/v1/pods?limit=25",
            FIRST_PAGE,
            "/api/v1/pods?limit=25&continue=a%2Bb%2Fc%3D",
            LAST_PAGE,
            "/api/v1/nodes?limit=25",
            NODES,
            REPLICA_SET,
            OWNED,
            "/apis/apps/v1/namespaces/shop/deployments/cart",
            DEPLOYMENT));
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private KubernetesClient client;
    private ClusterFleet fleet;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().toASCIIString();
            asked.add(path);
            String answer = answers.get(path);
            byte[] body = (answer == null ? "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"code\":403}" : answer)
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer == null ? 403 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(Config.empty())
                        .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                        .build())
                .build();
        fleet = new ClusterFleet(
                client, new Json(), () -> WorkloadReader.of(Policy.EMPTY), namespace -> Map.of("of", namespace));
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
    }

    @Test
    void allPagesAreReadAndWhatHasFinishedIsLeftOut() throws Exception {
        List<RunningPod> pods = fleet.pods();

        assertThat(pods).extracting(pod -> pod.pod().name()).containsExactly("cart-1", "cart-2", "alone");
        assertThat(pods.getFirst().namespaceLabels()).isEqualTo(Map.of("of", "shop"));
    }

    @Test
    void aPodIsOfItsNodesPlatformWhereThatIsKnown() throws Exception {
        assertThat(fleet.pods())
                .extracting(pod -> pod.pod().platforms())
                .containsExactly(List.of(Platform.of("linux", "arm64")), List.of(), List.of());
    }

    @Test
    void nodesThatMayNotBeListedAreNoError() throws Exception {
        answers.remove("/api/v1/nodes?limit=25");

        assertThat(fleet.pods())
                .hasSize(3)
                .allSatisfy(pod -> assertThat(pod.pod().platforms()).isEmpty());
    }

    @Test
    void podsOfOneControllerHaveItsTopmostOwnerWhichIsAskedForOnce() throws Exception {
        List<RunningPod> pods = fleet.pods();
        fleet.pods();

        assertThat(pods)
                .extracting(pod -> pod.owner().kind() + " " + pod.owner().name() + " " + pod.ownerUid())
                .containsExactly("Deployment cart d1", "Deployment cart d1", "Pod alone p4");
        assertThat(asked).containsOnlyOnce(REPLICA_SET);
    }

    @Test
    void anOwnerThatCouldNotBeReadIsAskedForAgain() throws Exception {
        answers.remove(REPLICA_SET);
        assertThat(fleet.pods().getFirst().owner().name()).isEqualTo("cart-7d9");

        answers.put(REPLICA_SET, OWNED);
        assertThat(fleet.pods().getFirst().owner().name()).isEqualTo("cart");
    }

    @Test
    void aPageThatDoesNotComeIsAnErrorThatNamesWhatWasAsked() {
        answers.remove("/api/v1/pods?limit=25&continue=a%2Bb%2Fc%3D");

        assertThatThrownBy(fleet::pods)
                .isInstanceOf(IOException.class)
                .hasMessage("the API server does not list /api/v1/pods (403)");
    }

    @Test
    void anAnswerThatIsNoJsonIsAnError() {
        answers.put("/api/v1/pods?limit=25", "<html>");

        assertThatThrownBy(fleet::pods)
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("the API server's answer ");
    }
}
