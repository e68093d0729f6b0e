package dev.plinth.certificates;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The textual encoding of certificates and keys (RFC 7468), and the older forms of keys that tools still write. */
final class Pem {

    private static final int MAX_LENGTH = 1024 * 1024;
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN ((?:RSA |EC )?PRIVATE KEY)-----([A-Za-z0-9+/=\\s]{1,65536})-----END \\1-----");

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

    /**
     * A private key as PKCS #8, PKCS #1 or SEC 1, not encrypted.
     *
     * @param of the certificate's key, which says what the older forms leave out
     */
    static PrivateKey key(String text, PublicKey of) throws BadCertificateException {
        if (text.length() > MAX_LENGTH) {
            throw new BadCertificateException("the key is longer than 1 MiB");
        }
        Matcher block = KEY.matcher(text);
        if (!block.find()) {
            throw new BadCertificateException("there is no unencrypted private key in the text");
        }
        try {
            byte[] content = Base64.getMimeDecoder().decode(block.group(2));
            byte[] encoded = block.group(1).equals("PRIVATE KEY")
                    ? content
                    : Der.sequence(Der.integer(0), Der.firstOf(of.getEncoded()), Der.octets(content));
            return KeyFactory.getInstance(of.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            throw new BadCertificateException("the key is not valid PEM, or of another kind than the certificate's");
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
