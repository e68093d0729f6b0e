package dev.plinth.certificates;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

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

    private static final SecureRandom RANDOM = new SecureRandom();

    private Authority() {}

    /** A new authority, signed by itself. */
    public static KeyedCertificate create(Instant now) {
        KeyPair keys = keys();
        // The serial number in the name keeps two authorities apart where only names are compared.
        BigInteger serial = serial();
        X500Principal name =
                new X500Principal("CN=Plinth webhook CA " + serial.toString(16).substring(0, 8));
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name,
                serial,
                Date.from(now.minus(BACKDATED)),
                Date.from(now.plus(AUTHORITY_LIFE)),
                name,
                keys.getPublic());
        return sign(builder, keys, keys, extensions -> {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            builder.addExtension(
                    Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(keys.getPublic()));
        });
    }

    /** A new certificate for a server of these names. */
    public static KeyedCertificate issue(KeyedCertificate authority, List<String> dnsNames, Instant now) {
        KeyPair keys = keys();
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                authority.certificate(),
                serial(),
                Date.from(now.minus(BACKDATED)),
                Date.from(now.plus(CERTIFICATE_LIFE)),
                new X500Principal("CN=Plinth webhook"),
                keys.getPublic());
        GeneralName[] names = dnsNames.stream()
                .map(name -> new GeneralName(GeneralName.dNSName, name))
                .toArray(GeneralName[]::new);
        KeyPair signer = new KeyPair(authority.certificate().getPublicKey(), authority.key());
        return sign(builder, keys, signer, extensions -> {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    extensions.createAuthorityKeyIdentifier(authority.certificate()));
        });
    }

    private static KeyedCertificate sign(
            X509v3CertificateBuilder builder, KeyPair subject, KeyPair signer, Extensions extensions) {
        try {
            extensions.addTo(new JcaX509ExtensionUtils());
            X509Certificate certificate = new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer.getPrivate())));
            return new KeyedCertificate(List.of(certificate), subject.getPrivate());
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("making a certificate", e);
        }
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has P-256", e);
        }
    }

    /** Positive, 127 bits with the highest set. */
    private static BigInteger serial() {
        return new BigInteger(126, RANDOM).setBit(126);
    }

    @FunctionalInterface
    private interface Extensions {
        void addTo(JcaX509ExtensionUtils extensions) throws IOException, GeneralSecurityException;
    }
}
