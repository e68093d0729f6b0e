package dev.plinth.certificates;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * A certificate chain with the private key of its first certificate; they belong together, else it does not exist.
 *
 * @param chain the certificate itself first
 * @param key of the first certificate
 */
public record KeyedCertificate(List<X509Certificate> chain, PrivateKey key) {

    /** By how much a clock may be late: one that was made elsewhere a moment ago is not refused for it. */
    static final Duration LATE = Duration.ofMinutes(10);

    public KeyedCertificate {
        chain = List.copyOf(chain);
    }

    /**
     * Reads a chain and a key.
     *
     * @throws BadCertificateException if either cannot be read, or they do not belong together
     */
    public static KeyedCertificate parse(String chain, String key) throws BadCertificateException {
        List<X509Certificate> certificates = Pem.certificates(chain);
        KeyedCertificate pair = new KeyedCertificate(
                certificates, Pem.key(key, certificates.getFirst().getPublicKey()));
        pair.checkBelongTogether();
        return pair;
    }

    private void checkBelongTogether() throws BadCertificateException {
        String algorithm = switch (key.getAlgorithm().toUpperCase(Locale.ROOT)) {
            case "EC", "ECDSA" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            case "EDDSA", "ED25519" -> "Ed25519";
            default -> throw new BadCertificateException("the key's algorithm is none of EC, RSA, Ed25519");
        };
        byte[] probe = {1, 2, 3};
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(probe);
            byte[] signed = signature.sign();
            signature.initVerify(certificate().getPublicKey());
            signature.update(probe);
            if (!signature.verify(signed)) {
                throw new BadCertificateException("the key is not the certificate's");
            }
        } catch (GeneralSecurityException _) {
            throw new BadCertificateException("the key is not the certificate's");
        }
    }

    /**
     * Checks that it can be served now.
     *
     * @throws BadCertificateException if it is not valid yet, or no longer
     */
    public void checkValidAt(Instant now) throws BadCertificateException {
        if (now.plus(LATE).isBefore(notBefore())) {
            throw new BadCertificateException("the certificate is valid only from " + notBefore());
        }
        if (!now.isBefore(notAfter())) {
            throw new BadCertificateException("the certificate has expired at " + notAfter());
        }
    }

    public X509Certificate certificate() {
        return chain.getFirst();
    }

    public Instant notBefore() {
        return certificate().getNotBefore().toInstant();
    }

    public Instant notAfter() {
        return certificate().getNotAfter().toInstant();
    }

    /** The DNS names that it is for. */
    public Set<String> dnsNames() {
        Set<String> names = new TreeSet<>();
        try {
            Collection<List<?>> alternatives = certificate().getSubjectAlternativeNames();
            if (alternatives != null) {
                for (List<?> alternative : alternatives) {
                    // Type 2 of RFC 5280, section 4.2.1.6.
                    if (alternative.get(0).equals(2)) {
                        names.add(String.valueOf(alternative.get(1)));
                    }
                }
            }
        } catch (CertificateParsingException _) {
            return Set.of();
        }
        return names;
    }

    /** Whether this authority has signed it. */
    public boolean isSignedBy(X509Certificate authority) {
        try {
            certificate().verify(authority.getPublicKey());
            return certificate().getIssuerX500Principal().equals(authority.getSubjectX500Principal());
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    public String chainPem() {
        return Pem.write(chain);
    }

    /** PKCS #8. */
    public String keyPem() {
        return Pem.write(key);
    }

    /** Names the certificate alone. */
    @Override
    public String toString() {
        return certificate().getSubjectX500Principal() + " until " + notAfter();
    }
}
