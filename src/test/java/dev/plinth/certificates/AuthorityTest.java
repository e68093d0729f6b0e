package dev.plinth.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AuthorityTest {

    private static final Instant NOW = Instant.now();
    private static final KeyedCertificate AUTHORITY = Authority.create(NOW);

    @Test
    void issuedCertificateIsValidatedByItsAuthorityAlone() throws Exception {
        KeyedCertificate issued = Authority.issue(AUTHORITY, List.of("plinth.plinth.svc"), NOW);

        assertThatCode(() -> validate(issued, AUTHORITY.certificate())).doesNotThrowAnyException();
        assertThatThrownBy(() -> validate(issued, Authority.create(NOW).certificate()))
                .isInstanceOf(java.security.cert.CertPathValidatorException.class);
    }

    private static void validate(KeyedCertificate issued, X509Certificate authority) throws Exception {
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(authority, null)));
        parameters.setRevocationEnabled(false);
        CertPathValidator.getInstance("PKIX")
                .validate(CertificateFactory.getInstance("X.509").generateCertPath(issued.chain()), parameters);
    }

    @Test
    void certificateIsForServersOfItsNames() throws Exception {
        KeyedCertificate issued = Authority.issue(AUTHORITY, List.of("a.b.svc", "a.b.svc.cluster.local"), NOW);

        assertThat(issued.dnsNames()).containsExactly("a.b.svc", "a.b.svc.cluster.local");
        assertThat(issued.certificate().getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(issued.certificate().getBasicConstraints()).isEqualTo(-1);
        assertThat(issued.certificate().getKeyUsage()).startsWith(true, false);
        assertThat(issued.certificate().getVersion()).isEqualTo(3);
    }

    @Test
    void manyNamesNeedLongLengths() {
        List<String> names = IntStream.range(0, 60)
                .mapToObj(i -> "name-%02d.some-namespace.svc.cluster.local".formatted(i))
                .toList();

        assertThat(Authority.issue(AUTHORITY, names, NOW).dnsNames()).containsExactlyElementsOf(names);
    }

    @Test
    void authoritySignsCertificatesOnly() {
        assertThat(AUTHORITY.certificate().getBasicConstraints()).isZero();
        assertThat(AUTHORITY.certificate().getKeyUsage())
                .containsExactly(false, false, false, false, false, true, true, false, false);
        assertThat(AUTHORITY.certificate().getSerialNumber()).isPositive();
    }

    @Test
    void lateClocksAcceptNewCertificates() {
        assertThat(AUTHORITY.notBefore()).isBeforeOrEqualTo(NOW.minusSeconds(3600));
    }

    @Test
    void validityBeyond2049IsWrittenLong() {
        KeyedCertificate late = Authority.create(Instant.parse("2049-06-01T00:00:00Z"));

        assertThat(late.notAfter()).isEqualTo(Instant.parse("2059-05-30T00:00:00Z"));
    }
}
