package dev.plinth.certificates;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.security.auth.x500.X500Principal;

/**
 * Makes authorities and server certificates: EC P-256 keys, RFC 5280 profiles. Valid from an hour before they are made, for
 * clocks that are late.
 */
public final class Authority {

    /** How long an authority is valid. */
    static final Duration AUTHORITY_LIFE = Duration.ofDays(3650);

    /** How long a server certificate is valid. */
    static final Duration CERTIFICATE_LIFE = Duration.ofDays(365);

    /** How long before its making a certificate's validity begins. */
    static final Duration BACKDATED = Duration.ofHours(1);

    private static final String BASIC_CONSTRAINTS = "2.5.29.19";
    private static final String KEY_USAGE = "2.5.29.15";
    private static final String EXTENDED_KEY_USAGE = "2.5.29.37";
    private static final String SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";
    private static final String ALTERNATIVE_NAMES = "2.5.29.17";
    private static final String SUBJECT_KEY = "2.5.29.14";
    private static final String AUTHORITY_KEY = "2.5.29.35";

    private static final SecureRandom RANDOM = new SecureRandom();

    private Authority() {}

    /** A new authority, signed by itself. */
    public static KeyedCertificate create(Instant now) {
        try {
            KeyPair keys = keys();
            // The serial number in the name keeps two authorities apart where only names are compared.
            BigInteger serial = serial();
            X500Principal name = new X500Principal(
                    "CN=Plinth webhook CA " + serial.toString(16).substring(0, 8));
            List<byte[]> extensions = List.of(
                    CertificateText.extension(BASIC_CONSTRAINTS, true, Der.sequence(Der.yes(), Der.integer(0))),
                    // keyCertSign and cRLSign.
                    CertificateText.extension(KEY_USAGE, true, Der.bits(1, (byte) 0x06)),
                    CertificateText.extension(
                            SUBJECT_KEY, false, Der.octets(CertificateText.keyIdentifier(keys.getPublic()))));
            X509Certificate certificate = new CertificateText(
                            serial,
                            name,
                            name,
                            now.minus(BACKDATED),
                            now.plus(AUTHORITY_LIFE),
                            keys.getPublic(),
                            extensions)
                    .sign(keys.getPrivate());
            return new KeyedCertificate(List.of(certificate), keys.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("making an authority", e);
        }
    }

    /** A new certificate for a server of these names. */
    public static KeyedCertificate issue(KeyedCertificate authority, List<String> dnsNames, Instant now) {
        try {
            KeyPair keys = keys();
            byte[][] names = dnsNames.stream()
                    .map(name -> Der.tagged(2, false, name.getBytes(StandardCharsets.US_ASCII)))
                    .toArray(byte[][]::new);
            byte[] authorityKey =
                    CertificateText.keyIdentifier(authority.certificate().getPublicKey());
            List<byte[]> extensions = List.of(
                    CertificateText.extension(BASIC_CONSTRAINTS, true, Der.sequence()),
                    // digitalSignature.
                    CertificateText.extension(KEY_USAGE, true, Der.bits(7, (byte) 0x80)),
                    CertificateText.extension(
                            EXTENDED_KEY_USAGE, false, Der.sequence(Der.identifier(SERVER_AUTHENTICATION))),
                    CertificateText.extension(ALTERNATIVE_NAMES, false, Der.sequence(names)),
                    CertificateText.extension(AUTHORITY_KEY, false, Der.sequence(Der.tagged(0, false, authorityKey))));
            X509Certificate certificate = new CertificateText(
                            serial(),
                            authority.certificate().getSubjectX500Principal(),
                            new X500Principal("CN=Plinth webhook"),
                            now.minus(BACKDATED),
                            now.plus(CERTIFICATE_LIFE),
                            keys.getPublic(),
                            extensions)
                    .sign(authority.key());
            return new KeyedCertificate(List.of(certificate), keys.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("making a certificate", e);
        }
    }

    private static KeyPair keys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
        return generator.generateKeyPair();
    }

    /** Positive, 127 bits with the highest set. */
    private static BigInteger serial() {
        return new BigInteger(126, RANDOM).setBit(126);
    }
}
