package dev.plinth;

import dev.plinth.certificates.KeyedCertificate;
import dev.plinth.endpoint.ClientCheck;
import dev.plinth.serving.rehearsal.MadeUpImages;
import dev.plinth.serving.rehearsal.Rehearsal;
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
 * for code that was never run, and sees to it that the right certificate is shown by then. They are judged in earnest, over images
 * that are made up ({@link Rehearsal}): they ask no registry, and as dry runs leave no trace.
 */
@Singleton
class WarmUp {

    private static final Logger LOG = Logger.getLogger(WarmUp.class);
    /** As many are sent however long they take: those that come after are then as fast as they will be at first. */
    private static final int LEAST = 20;

    private static final int MOST = 400;

    /** For as long on a machine that has time, since more are better. */
    private static final Duration USUAL = Duration.ofMillis(400);

    /** On a machine that has none: slow reviews are better than no webhook. */
    private static final Duration LIMIT = Duration.ofSeconds(6);

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration TURN = Duration.ofMillis(50);
    private static final int OK = 200;

    /** Each image is asked for twice: once from its registry, once from what is remembered. */
    private static final int TIMES = 2;

    private static final String REVIEW = """
            {"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{"uid":"warm-up","kind":{"group":"apps",\
            "version":"v1","kind":"Deployment"},"operation":"CREATE","namespace":"%1$s","name":"warm-up","dryRun":true,\
            "userInfo":{"username":"warm-up","groups":["a"]},"object":{"kind":"Deployment","apiVersion":"apps/v1",\
            "metadata":{"name":"warm-up","namespace":"%1$s","labels":{"app":"a"}},"spec":{"replicas":2,"template":{\
            "metadata":{"labels":{"app":"a"}},"spec":{"containers":[{"name":"a","image":"%2$s/a-%3$d:1","env":[{"name":"A",\
            "value":"B"}]},{"name":"b","image":"%2$s/b-%3$d:1.2-bookworm","resources":{"limits":{"cpu":"1"}}}]}}}},\
            "oldObject":null,"options":{"kind":"CreateOptions","apiVersion":"meta.k8s.io/v1"}}}""";

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
        int sent = 0;
        long took = 0;
        try {
            awaitPolicy();
            long begun = System.nanoTime();
            sent = send(port, begun);
            took = (System.nanoTime() - begun) / 1_000_000;
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
        LOG.infof("Warmed up with %d reviews in %d ms", sent, took);
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

    /** Returns once there is a policy to judge by; without one the program is not ready anyway. */
    private void awaitPolicy() throws InterruptedException {
        while (graph.documents().policy().isEmpty()) {
            Thread.sleep(TURN);
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

    /** How many were judged. */
    private int send(int port, long begun) throws InterruptedException, ExecutionException, TimeoutException {
        HttpClient client = client();
        try {
            int sent = 0;
            while (sent < MOST && since(begun) < (sent < LEAST ? LIMIT : USUAL).toNanos()) {
                Buffer review = Buffer.buffer(REVIEW.formatted(Rehearsal.NAMESPACE, MadeUpImages.REGISTRY, sent / TIMES)
                        .getBytes(StandardCharsets.UTF_8));
                int status = client.request(HttpMethod.POST, port, "127.0.0.1", "/validate?timeout=10s")
                        .compose(request -> request.putHeader("content-type", "application/json")
                                .putHeader(ClientCheck.OWN, clients.secret())
                                .send(review))
                        .compose(response -> response.body().map(_ -> response.statusCode()))
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                if (status != OK) {
                    LOG.warnf("A review for warming up was answered %d, the first reviews will be slower", status);
                    break;
                }
                sent++;
            }
            return sent;
        } finally {
            client.close();
        }
    }

    private static long since(long begun) {
        return System.nanoTime() - begun;
    }
}
