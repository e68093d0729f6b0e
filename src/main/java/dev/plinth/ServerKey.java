package dev.plinth;

import dev.plinth.certificates.BadCertificateException;
import dev.plinth.certificates.KeyedCertificate;
import dev.plinth.serving.ServedKey;
import dev.plinth.serving.ServingCertificate;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import jakarta.inject.Singleton;
import java.nio.file.Path;

/**
 * Gives the server a key that changes while it runs. Its own way to take up new files drops every connection that comes while it reads
 * them, and a dropped connection is a refused pod where the webhook fails closed.
 */
@Singleton
final class ServerKey implements HttpServerOptionsCustomizer {

    private final ServedKey key;

    ServerKey(ServeConfig config) throws BadCertificateException {
        key = new ServedKey(ServingCertificate.temporary(Path.of(config.tlsDirectory())));
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        options.setKeyCertOptions(KeyCertOptions.wrap(key));
    }

    /** From the next handshake on; connections that stand go on with what they have. */
    void serve(KeyedCertificate certificate) {
        key.serve(certificate);
    }
}
