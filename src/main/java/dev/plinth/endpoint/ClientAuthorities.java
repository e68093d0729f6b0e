package dev.plinth.endpoint;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The authorities by which clients' certificates are checked; they change while the server runs. Until they were read, and after a
 * reading that failed at first, no certificate holds. Servers' certificates are not checked by it. Thread-safe.
 */
public final class ClientAuthorities extends X509ExtendedTrustManager {

    private volatile @Nullable X509ExtendedTrustManager current;

    /**
     * From the next handshake on.
     *
     * @param pem one certificate or several
     * @throws GeneralSecurityException if there is none in it; then everything stays as it was
     */
    public void take(String pem) throws GeneralSecurityException {
        Collection<? extends Certificate> authorities = CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
        if (authorities.isEmpty()) {
            throw new CertificateException("no certificate in it");
        }
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        try {
            trusted.load(null, null);
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
        for (Certificate authority : authorities) {
            trusted.setCertificateEntry("authority-" + trusted.size(), authority);
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        for (TrustManager manager : managers.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager extended) {
                current = extended;
                return;
            }
        }
        throw new GeneralSecurityException("this Java checks no X.509 certificates");
    }

    private X509ExtendedTrustManager current() throws CertificateException {
        X509ExtendedTrustManager known = current;
        if (known == null) {
            throw new CertificateException("no authority for clients' certificates is known");
        }
        return known;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        current().checkClientTrusted(chain, authType, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        current().checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        current().checkClientTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("for clients' certificates alone");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("for clients' certificates alone");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("for clients' certificates alone");
    }

    /** Empty, so that handshakes tell nobody whom the operator trusts, and grow by nothing. */
    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
