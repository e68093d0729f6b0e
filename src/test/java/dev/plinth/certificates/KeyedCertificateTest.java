package dev.plinth.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringWriter;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;

class KeyedCertificateTest {

    private static final Instant NOW = Instant.now();
    private static final KeyedCertificate AUTHORITY = Authority.create(NOW);
    private static final KeyedCertificate ISSUED = Authority.issue(AUTHORITY, List.of("localhost"), NOW);

    @Test
    void whatWasWrittenIsRead() throws Exception {
        KeyedCertificate read = KeyedCertificate.parse(ISSUED.chainPem(), ISSUED.keyPem());

        assertThat(read).isEqualTo(ISSUED);
        assertThat(read.isSignedBy(AUTHORITY.certificate())).isTrue();
    }

    @Test
    void keysOfOtherToolsAreRead() throws Exception {
        for (String algorithm : List.of("RSA", "EC")) {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(algorithm.equals("RSA") ? 2048 : 384);
            KeyPair keys = generator.generateKeyPair();
            String certificate = Pem.write(List.of(selfSigned(keys, algorithm)));
            StringWriter old = new StringWriter();
            try (JcaPEMWriter writer = new JcaPEMWriter(old)) {
                // PKCS #1 and SEC 1.
                writer.writeObject(keys.getPrivate());
            }

            assertThat(old.toString()).contains("BEGIN " + algorithm + " PRIVATE KEY");
            assertThat(KeyedCertificate.parse(certificate, old.toString()).key())
                    .isEqualTo(keys.getPrivate());
            assertThat(KeyedCertificate.parse(certificate, Pem.write(keys.getPrivate()))
                            .key())
                    .isEqualTo(keys.getPrivate());
        }
    }

    private static X509Certificate selfSigned(KeyPair keys, String algorithm) throws Exception {
        X500Principal name = new X500Principal("CN=other");
        return new JcaX509CertificateConverter()
                .getCertificate(new JcaX509v3CertificateBuilder(
                                name,
                                java.math.BigInteger.TEN,
                                Date.from(NOW),
                                Date.from(NOW.plus(Duration.ofDays(1))),
                                name,
                                keys.getPublic())
                        .build(new JcaContentSignerBuilder(
                                        algorithm.equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA")
                                .build(keys.getPrivate())));
    }

    @Test
    void keyOfAnotherCertificateIsRefused() {
        KeyedCertificate other = Authority.issue(AUTHORITY, List.of("localhost"), NOW);

        assertThatThrownBy(() -> KeyedCertificate.parse(ISSUED.chainPem(), other.keyPem()))
                .isInstanceOf(BadCertificateException.class)
                .hasMessage("the key is not the certificate's");
    }

    @Test
    void rubbishIsRefusedWithoutQuotingIt() {
        for (String rubbish :
                List.of("", "secret-rubbish", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----")) {
            assertThatThrownBy(() -> KeyedCertificate.parse(ISSUED.chainPem(), rubbish))
                    .isInstanceOf(BadCertificateException.class)
                    .hasMessageNotContaining("secret-rubbish");
            assertThatThrownBy(() -> KeyedCertificate.parse(rubbish, ISSUED.keyPem()))
                    .isInstanceOf(BadCertificateException.class);
        }
    }

    @Test
    void servedOnlyWithinItsValidity() {
        assertThatCode(() -> ISSUED.checkValidAt(NOW)).doesNotThrowAnyException();
        assertThatCode(() -> ISSUED.checkValidAt(ISSUED.notBefore().minus(Duration.ofMinutes(5))))
                .as("by a clock that is late")
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> ISSUED.checkValidAt(ISSUED.notBefore().minus(Duration.ofMinutes(11))))
                .hasMessageContaining("valid only from");
        assertThatThrownBy(() -> ISSUED.checkValidAt(NOW.plus(Duration.ofDays(366))))
                .hasMessageContaining("has expired");
        assertThatThrownBy(() -> ISSUED.checkValidAt(NOW.minus(Duration.ofDays(1))))
                .hasMessageContaining("valid only from");
    }
}
