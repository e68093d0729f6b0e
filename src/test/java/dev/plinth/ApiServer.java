package dev.plinth;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Calls the webhook as the API server does: HTTP/2 over TLS, checking the certificate. */
public final class ApiServer {

    private final HttpClient client;
    private final URI webhook;

    public ApiServer(URI webhook, Path tlsDirectory) throws Exception {
        this.webhook = webhook;
        this.client = HttpClient.newBuilder().sslContext(trusting(tlsDirectory)).build();
    }

    private static SSLContext trusting(Path directory) throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(directory.resolve("ca.crt"))) {
            trusted.setCertificateEntry(
                    "authority", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    public HttpResponse<String> review(String body) throws IOException, InterruptedException {
        return post("/validate?timeout=10s", BodyPublishers.ofString(body));
    }

    public HttpResponse<String> post(String path, BodyPublisher body) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(webhook.resolve(path))
                        .header("Content-Type", "application/json")
                        .POST(body)
                        .build(),
                BodyHandlers.ofString());
    }

    /** The request under way; cancelling it resets its stream. */
    public CompletableFuture<HttpResponse<String>> begin(String path, BodyPublisher body) {
        return client.sendAsync(
                HttpRequest.newBuilder(webhook.resolve(path))
                        .header("Content-Type", "application/json")
                        .POST(body)
                        .build(),
                BodyHandlers.ofString());
    }

    public HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
}
