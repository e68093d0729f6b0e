package dev.plinth;

import dev.plinth.certificates.KeyedCertificate;
import dev.plinth.endpoint.ClientCheck;
import io.quarkus.vertx.http.HttpsServerStart;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jboss.logging.Logger;

/**
 * Sends the server reviews as the API server does, through TLS and HTTP/2, before it is called ready, so that no real request pays
 * for classes that are still to be loaded, and sees to it that the right certificate is shown by then. They are updates that change no image, as dry runs: they ask no registry and leave no trace.
 */
@Singleton
class WarmUp {

    private static final Logger LOG = Logger.getLogger(WarmUp.class);
    private static final int REVIEWS = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration MOST = Duration.ofMillis(1500);
    private static final Duration TURN = Duration.ofMillis(100);

    /** A deployment that is scaled; the marks are for container images. */
    private static final String REVIEW = """
            {"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{"uid":"warm-up","kind":{"group":"apps",\
            "version":"v1","kind":"Deployment"},"operation":"UPDATE","namespace":"warm-up","name":"warm-up","dryRun":true,\
            "userInfo":{"username":"warm-up"},"object":%1$s,"oldObject":%1$s}}""";

    private static final String DEPLOYMENT = """
            {"kind":"Deployment","apiVersion":"apps/v1","metadata":{"name":"warm-up","namespace":"warm-up","labels":{"app":"a"}},\
            "spec":{"replicas":2,"template":{"metadata":{"labels":{"app":"a"}},"spec":{"containers":[{"name":"a","image":\
            "warm-up.invalid/a:1","env":[{"name":"A","value":"B"}]},{"name":"b","image":"warm-up.invalid/b@sha256:%s"}]}}}}""";

    private final Vertx vertx;
    private final ServeGraph graph;
    private final ClientCheck clients;

    WarmUp(Vertx vertx, ServeGraph graph, ClientCheck clients) {
        this.vertx = vertx;
        this.graph = graph;
        this.clients = clients;
    }

    /** On a thread of its own: whichever one brings the news may be needed for the answers. */
    void serverStarted(@ObservesAsync HttpsServerStart start) {
        Thread.ofVirtual().name("warm-up").start(() -> warmUp(start.options().getPort()));
    }

    private void warmUp(int port) {
        if (port <= 0) {
            // A port of the system's choosing is not told here: then nobody waits for warmth.
            graph.warmed();
            return;
        }
        long begun = System.nanoTime();
        int sent = 0;
        try {
            sent = send(port, begun + MOST.toNanos());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | CompletionException | TimeoutException e) {
            LOG.warnf("Warming up failed, the first reviews will be slower: %s", e);
        }
        try {
            awaitCertificate(port);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        graph.warmed();
        LOG.infof("Warmed up with %d reviews in %d ms", sent, (System.nanoTime() - begun) / 1_000_000);
        ClassCache.configured().ifPresent(WarmUp::tellOfClassCache);
    }

    private static void tellOfClassCache(String file) {
        if (ClassCache.used().orElse(true)) {
            LOG.infof("Classes come from the cache %s", file);
        } else {
            LOG.warnf(
                    "The JVM refuses the class cache %s, and starts take twice as long: see -Xlog:aot,class+path",
                    file);
        }
    }

    /** Returns once a client that connects is shown the certificate that is to be served. */
    private void awaitCertificate(int port) throws InterruptedException {
        while (true) {
            Optional<KeyedCertificate> served = graph.certificate().served();
            if (served.isPresent()
                    && shown(port).equals(Optional.of(served.get().chain().getFirst()))) {
                return;
            }
            Thread.sleep(TURN);
        }
    }

    /** The certificate that a new connection is shown; empty if there is none. */
    private Optional<Certificate> shown(int port) throws InterruptedException {
        HttpClient client = client();
        try {
            List<Certificate> chain = client.request(HttpMethod.GET, port, "127.0.0.1", "/")
                    .map(request -> peerOf(request.connection()))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return chain.stream().findFirst();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("No connection to the server itself", e);
            return Optional.empty();
        } finally {
            client.close();
        }
    }

    private static List<Certificate> peerOf(HttpConnection connection) {
        try {
            return connection.peerCertificates();
        } catch (SSLPeerUnverifiedException _) {
            return List.of();
        }
    }

    private HttpClient client() {
        return vertx.createHttpClient(new HttpClientOptions()
                .setSsl(true)
                // To itself, whatever certificate it serves.
                .setTrustAll(true)
                .setVerifyHost(false)
                .setUseAlpn(true)
                .setProtocolVersion(HttpVersion.HTTP_2));
    }

    /** How many were sent until then. */
    private int send(int port, long until) throws InterruptedException, ExecutionException, TimeoutException {
        HttpClient client = client();
        try {
            Buffer review = Buffer.buffer(
                    REVIEW.formatted(DEPLOYMENT.formatted("0".repeat(64))).getBytes(StandardCharsets.UTF_8));
            int sent = 0;
            while (sent < REVIEWS && System.nanoTime() < until) {
                client.request(HttpMethod.POST, port, "127.0.0.1", "/validate?timeout=10s")
                        .compose(request -> request.putHeader("content-type", "application/json")
                                .putHeader(ClientCheck.OWN, clients.secret())
                                .send(review))
                        .compose(response -> response.body())
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                sent++;
            }
            return sent;
        } finally {
            client.close();
        }
    }
}
