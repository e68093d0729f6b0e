package dev.plinth.certificates;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.security.auth.x500.X500Principal;

/**
 * A certificate on its way to be signed (RFC 5280, section 4.1), by ECDSA with SHA-256.
 *
 * @param serial positive
 * @param issuer name of who signs
 * @param subject name of whose key it is
 * @param extensions each whole
 */
record CertificateText(
        BigInteger serial,
        X500Principal issuer,
        X500Principal subject,
        Instant notBefore,
        Instant notAfter,
        PublicKey key,
        List<byte[]> extensions) {

    private static final byte[] ECDSA_SHA256 = Der.sequence(Der.identifier("1.2.840.10045.4.3.2"));
    private static final byte[] VERSION_3 = Der.tagged(0, true, Der.integer(2));

    CertificateText {
        extensions = List.copyOf(extensions);
    }

    /** An extension. */
    static byte[] extension(String identifier, boolean critical, byte[] content) {
        return critical
                ? Der.sequence(Der.identifier(identifier), Der.yes(), Der.octets(content))
                : Der.sequence(Der.identifier(identifier), Der.octets(content));
    }

    /** Names a key in a few bytes (RFC 5280, section 4.2.1.2, method 1 over the whole key information). */
    static byte[] keyIdentifier(PublicKey key) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-1").digest(key.getEncoded());
    }

    /** The certificate. */
    X509Certificate sign(PrivateKey signer) throws GeneralSecurityException {
        byte[] text = text();
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(signer);
        signature.update(text);
        byte[] certificate = Der.sequence(text, ECDSA_SHA256, Der.bits(0, signature.sign()));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(certificate));
    }

    private byte[] text() {
        List<byte[]> parts = new ArrayList<>();
        parts.add(VERSION_3);
        parts.add(Der.integer(serial));
        parts.add(ECDSA_SHA256);
        parts.add(issuer.getEncoded());
        parts.add(Der.sequence(Der.time(notBefore), Der.time(notAfter)));
        parts.add(subject.getEncoded());
        parts.add(key.getEncoded());
        parts.add(Der.tagged(3, true, Der.sequence(extensions.toArray(byte[][]::new))));
        return Der.sequence(parts.toArray(byte[][]::new));
    }
}
