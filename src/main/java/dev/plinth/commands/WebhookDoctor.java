package dev.plinth.commands;

import dev.plinth.cli.workbench.Doctor;
import dev.plinth.codec.Json;
import dev.plinth.data.Node;
import dev.plinth.image.MalformedException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Calls a webhook as an API server does: through TLS, checked by the CA that its configuration names, with a review of an object that is
 * updated and does not change. That asks no registry, and as a dry run leaves no trace but a count.
 */
final class WebhookDoctor implements Doctor {

    private static final int OK = 200;
    private static final int FORBIDDEN = 403;

    private static final String REVIEW = """
            {"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{"uid":"%1$s","kind":{"group":"","version":"v1",\
            "kind":"Pod"},"resource":{"group":"","version":"v1","resource":"pods"},"operation":"UPDATE","namespace":"plinth-doctor",\
            "name":"plinth-doctor","dryRun":true,"userInfo":{"username":"plinth-doctor"},"object":%2$s,"oldObject":%2$s}}""";

    private static final String POD = """
            {"kind":"Pod","apiVersion":"v1","metadata":{"name":"plinth-doctor","namespace":"plinth-doctor"},\
            "spec":{"containers":[{"name":"a","image":"plinth-doctor.invalid/a:1"}]}}""";

    private final HttpClient client;
    private final Duration timeout;

    /**
     * @param tls null for the authorities that the JVM trusts
     */
    WebhookDoctor(@Nullable SSLContext tls, Duration timeout) {
        HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(timeout);
        if (tls != null) {
            builder.sslContext(tls);
        }
        this.client = builder.build();
        this.timeout = timeout;
    }

    @Override
    public void examine(String webhook, Consumer<Check> heard) {
        String uid = UUID.randomUUID().toString();
        long begun = System.nanoTime();
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(webhook))
                    .timeout(timeout)
                    .header("content-type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(REVIEW.formatted(uid, POD)))
                    .build();
            HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            heard.accept(good("connection", "TLS holds for this name, " + response.version()));
            heard.accept(answer(response, uid, Duration.ofNanos(System.nanoTime() - begun)));
        } catch (IllegalArgumentException e) {
            heard.accept(bad("name", String.valueOf(e.getMessage()), "write https://HOST:PORT/validate"));
        } catch (SSLException e) {
            heard.accept(bad(
                    "TLS",
                    String.valueOf(e.getMessage()),
                    "is the caBundle that of the certificate, and is this name in it?"));
        } catch (IOException e) {
            heard.accept(bad(
                    "connection",
                    e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage(),
                    "is a pod ready behind the Service, and does a NetworkPolicy let this one through?"));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            heard.accept(bad("connection", "interrupted", ""));
        }
    }

    private static Check answer(HttpResponse<byte[]> response, String uid, Duration took) {
        if (response.statusCode() == FORBIDDEN) {
            return new Check(
                    "answer",
                    Check.State.FAIR,
                    "HTTP 403: clients need a certificate, and only the API server has one",
                    "try it by `kubectl create --dry-run=server`");
        }
        if (response.statusCode() != OK) {
            String text = new String(response.body(), StandardCharsets.UTF_8);
            return bad(
                    "answer",
                    "HTTP " + response.statusCode() + ": " + text.substring(0, Math.min(200, text.length())),
                    "the pods' log says more");
        }
        Node document;
        try {
            document = new Json().json(response.body());
        } catch (MalformedException _) {
            return bad("answer", "no JSON", "does another program answer there?");
        }
        boolean right = document.text("response", "uid").filter(uid::equals).isPresent()
                && document.flag("response", "allowed").orElse(false);
        return right
                ? good("answer", "a review was answered in " + took.toMillis() + " ms")
                : bad(
                        "answer",
                        "an object that does not change was not let through",
                        "does another program answer there?");
    }

    private static Check good(String name, String says) {
        return new Check(name, Check.State.GOOD, says, "");
    }

    private static Check bad(String name, String says, String wayOut) {
        return new Check(name, Check.State.BAD, says, wayOut);
    }

    @Override
    public void close() {
        client.close();
    }
}
