package dev.plinth.certificates;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/** The textual encoding of certificates and keys (RFC 7468), and the older forms of keys that tools still write. */
final class Pem {

    private static final int MAX_LENGTH = 1024 * 1024;

    private Pem() {}

    static List<X509Certificate> certificates(String text) throws BadCertificateException {
        if (text.isBlank() || text.length() > MAX_LENGTH) {
            throw new BadCertificateException("the certificate is empty or longer than 1 MiB");
        }
        try {
            Collection<?> found = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
            if (found.isEmpty()) {
                throw new BadCertificateException("there is no certificate in the text");
            }
            return found.stream().map(X509Certificate.class::cast).toList();
        } catch (CertificateException _) {
            throw new BadCertificateException("the certificate is not valid PEM of X.509");
        }
    }

    /** A private key as PKCS #8, PKCS #1 or SEC 1, not encrypted. */
    static PrivateKey key(String text) throws BadCertificateException {
        if (text.length() > MAX_LENGTH) {
            throw new BadCertificateException("the key is longer than 1 MiB");
        }
        try (PEMParser parser = new PEMParser(new StringReader(text))) {
            JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
            Object next;
            while ((next = parser.readObject()) != null) {
                switch (next) {
                    case PrivateKeyInfo key -> {
                        return converter.getPrivateKey(key);
                    }
                    case PEMKeyPair pair -> {
                        return converter.getKeyPair(pair).getPrivate();
                    }
                    default -> {
                        // EC PARAMETERS before an EC key, for instance.
                    }
                }
            }
            throw new BadCertificateException("there is no unencrypted private key in the text");
        } catch (PEMException _) {
            throw new BadCertificateException("the key is of a kind that is not supported");
        } catch (IOException | RuntimeException _) {
            throw new BadCertificateException("the key is not valid PEM");
        }
    }

    static String write(List<X509Certificate> certificates) {
        StringBuilder out = new StringBuilder();
        for (X509Certificate certificate : certificates) {
            try {
                block("CERTIFICATE", certificate.getEncoded(), out);
            } catch (CertificateEncodingException e) {
                throw new IllegalStateException("a parsed certificate has an encoding", e);
            }
        }
        return out.toString();
    }

    static String write(PrivateKey key) {
        StringBuilder out = new StringBuilder();
        block("PRIVATE KEY", key.getEncoded(), out);
        return out.toString();
    }

    private static void block(String label, byte[] content, StringBuilder out) {
        out.append("-----BEGIN ").append(label).append("-----\n");
        out.append(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content));
        out.append("\n-----END ").append(label).append("-----\n");
    }
}
