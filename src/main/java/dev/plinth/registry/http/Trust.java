package dev.plinth.registry.http;

import dev.plinth.registry.settings.ClientCertificate;
import dev.plinth.registry.settings.HostSettings;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.TrustOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whom a host's TLS trusts and how we prove ourselves; equal as long as the files have not changed.
 *
 * @param caFile null: the system's authorities alone
 * @param certificate null: none
 * @param changed when the files were last changed, so that a renewed certificate is read anew
 */
record Trust(@Nullable Path caFile, @Nullable ClientCertificate certificate, long changed) {

    static Trust of(HostSettings host) {
        Path ca = host.caFile();
        ClientCertificate certificate = host.clientCertificate();
        long changed = ca == null ? 0 : ca.toFile().lastModified();
        if (certificate != null) {
            changed = 31 * changed + certificate.certFile().toFile().lastModified();
            changed = 31 * changed + certificate.keyFile().toFile().lastModified();
        }
        return new Trust(ca, certificate, changed);
    }

    boolean sameFiles(Trust other) {
        return java.util.Objects.equals(caFile, other.caFile)
                && java.util.Objects.equals(certificate, other.certificate);
    }

    /** Sets it, or says with an IOException which file is no good. */
    void applyTo(HttpClientOptions options) throws IOException {
        if (caFile != null) {
            try {
                options.setTrustOptions(TrustOptions.wrap(withSystem(Files.readAllBytes(caFile))));
            } catch (GeneralSecurityException | IOException e) {
                throw new IOException("caFile " + caFile + " cannot be read as PEM certificates", e);
            }
        }
        if (certificate != null) {
            try {
                options.setKeyCertOptions(new PemKeyCertOptions()
                        .addCertValue(Buffer.buffer(Files.readAllBytes(certificate.certFile())))
                        .addKeyValue(Buffer.buffer(Files.readAllBytes(certificate.keyFile()))));
            } catch (IOException e) {
                throw new IOException("clientCertificate " + certificate.certFile() + " cannot be read", e);
            }
        }
    }

    private static TrustManagerFactory withSystem(byte[] pem) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        TrustManagerFactory system = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        system.init((KeyStore) null);
        for (TrustManager manager : system.getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                for (X509Certificate issuer : x509.getAcceptedIssuers()) {
                    store.setCertificateEntry("system-" + number++, issuer);
                }
            }
        }
        for (Certificate own :
                CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem))) {
            store.setCertificateEntry("own-" + number++, own);
        }
        TrustManagerFactory both = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        both.init(store);
        return both;
    }
}
