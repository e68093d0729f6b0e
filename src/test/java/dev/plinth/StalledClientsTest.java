package dev.plinth;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that send part of a review and then nothing: whoever asks beside them is answered as ever. */
@QuarkusTest
@QuarkusTestResource(ServerResource.class)
class StalledClientsTest {

    private static final Duration SOON = Duration.ofSeconds(5);

    @TestHTTPResource(value = "/", tls = true)
    URI webhook;

    @Inject
    ServeConfig config;

    @Inject
    ServeGraph graph;

    private final List<Socket> stalled = new ArrayList<>();
    private ApiServer apiServer;

    @BeforeEach
    void callAsTheApiServer() throws Exception {
        apiServer = new ApiServer(webhook, Path.of(config.tlsDirectory()));
        graph.documents().take(Map.of("policy.yaml", ""), "test");
    }

    @AfterEach
    void leave() throws IOException {
        for (Socket socket : stalled) {
            socket.close();
        }
    }

    @Test
    void smallAndLargeReviewsAreAnsweredBesideManyThatStall() throws Exception {
        for (int i = 0; i < 40; i++) {
            stall(50_000, 30_000);
        }
        judged(10);
        judged(100_000);
        judged(1_000_000);
    }

    @Test
    void reviewsAreAnsweredBesideThoseThatHoldAllMemoryThatBodiesMayTake() throws Exception {
        for (int i = 0; i < 10; i++) {
            stall(16 * 1024 * 1024, 8 * 1024 * 1024);
        }
        judged(10);
        judged(100_000);
        judged(1_000_000);
    }

    private void judged(int filler) throws Exception {
        String body = """
                {"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{"uid":"u-1",\
                "kind":{"group":"","version":"v1","kind":"Pod"},"operation":"CREATE","namespace":"shop","object":{"kind":"Pod",\
                "apiVersion":"v1","metadata":{"annotations":{"filler":"%s"}},"spec":{"containers":[]}}}}""".formatted("x".repeat(filler));
        HttpResponse<String> response = apiServer
                .begin("/validate?timeout=10s", BodyPublishers.ofString(body))
                .get(SOON.toMillis(), TimeUnit.MILLISECONDS);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("\"allowed\":true");
    }

    private void stall(int promised, int sent) throws Exception {
        Socket socket = trustingAll().createSocket(webhook.getHost(), webhook.getPort());
        stalled.add(socket);
        OutputStream out = socket.getOutputStream();
        out.write(("POST /validate HTTP/1.1\r\nHost: plinth\r\nContent-Type: application/json\r\nContent-Length: "
                        + promised + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.write(" ".repeat(sent).getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** A client like this one does not care to whom it speaks. */
    private static SSLSocketFactory trustingAll() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Careless()}, new SecureRandom());
        return context.getSocketFactory();
    }

    private static final class Careless implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
