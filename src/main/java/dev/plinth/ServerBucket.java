package dev.plinth;

import io.quarkus.tls.CertificateUpdatedEvent;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;

/** The server's key material as Quarkus holds it: a named bucket over files. */
@Singleton
class ServerBucket {

    private static final String NAME = "plinth";

    private final TlsConfigurationRegistry registry;
    private final Event<CertificateUpdatedEvent> updated;

    ServerBucket(TlsConfigurationRegistry registry, Event<CertificateUpdatedEvent> updated) {
        this.registry = registry;
        this.updated = updated;
    }

    /** Lets the server read its files again; connections that stand go on with what they have. */
    void reload() {
        TlsConfiguration bucket =
                registry.get(NAME).orElseThrow(() -> new IllegalStateException("no TLS bucket " + NAME));
        if (!bucket.reload()) {
            throw new IllegalStateException("the TLS bucket did not take up a certificate that was checked");
        }
        updated.fire(new CertificateUpdatedEvent(NAME, bucket));
    }
}
