package dev.plinth.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.certificates.Renewal.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RenewalTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Renewal renewal = new Renewal(List.of("plinth.plinth.svc"));
    private final ManagedCertificate first = renewal.first(NOW);

    @Test
    void nothingIsDueAtFirst() {
        assertThat(renewal.next(first, Request.NONE, NOW)).isEmpty();
        assertThat(renewal.next(first, Request.NONE, NOW.plus(Duration.ofDays(240))))
                .isEmpty();
    }

    @Test
    void certificateIsRenewedAfterTwoThirdsByTheSameAuthority() {
        ManagedCertificate renewed = renewal.next(first, Request.NONE, NOW.plus(Duration.ofDays(244)))
                .orElseThrow();

        assertThat(renewed.authority()).isEqualTo(first.authority());
        assertThat(renewed.certificate().notAfter()).isEqualTo(NOW.plus(Duration.ofDays(244 + 365)));
        assertThat(renewed.trust()).isEqualTo(first.trust());
    }

    @Test
    void certificateIsRenewedForOtherNames() {
        Renewal renamed = new Renewal(List.of("plinth.other.svc"));

        assertThat(renamed.next(first, Request.NONE, NOW)
                        .orElseThrow()
                        .certificate()
                        .dnsNames())
                .containsExactly("plinth.other.svc");
    }

    @Test
    void authorityIsRotatedSoThatTrustAlwaysComesBeforeUse() throws Exception {
        Instant due = NOW.plus(Duration.ofDays(2500));
        ManagedCertificate started =
                reread(renewal.next(first, Request.NONE, due).orElseThrow());
        assertThat(started.certificate()).isEqualTo(first.certificate());
        assertThat(Pem.certificates(started.trust())).hasSize(2);

        assertThat(renewal.next(started, Request.NONE, due.plusSeconds(60))).isEmpty();
        Instant heard = due.plus(Renewal.HEARING);
        ManagedCertificate switched =
                reread(renewal.next(started, Request.NONE, heard).orElseThrow());
        assertThat(switched.certificate().isSignedBy(switched.authority().certificate()))
                .isTrue();
        assertThat(Pem.certificates(started.trust()))
                .contains(switched.authority().certificate());
        assertThat(Pem.certificates(switched.trust()))
                .contains(first.authority().certificate());

        assertThat(renewal.next(switched, Request.NONE, heard.plusSeconds(60))).isEmpty();
        ManagedCertificate settled = reread(renewal.next(
                        switched, Request.NONE, heard.plus(Renewal.TAKING_UP).plusSeconds(1))
                .orElseThrow());
        assertThat(Pem.certificates(settled.trust()))
                .containsExactly(switched.authority().certificate());
        assertThat(settled.certificate()).isEqualTo(switched.certificate());
        assertThat(renewal.next(settled, Request.NONE, heard.plus(Duration.ofDays(1))))
                .isEmpty();
    }

    private static ManagedCertificate reread(ManagedCertificate written) throws BadCertificateException {
        return ManagedCertificate.parse(written.data());
    }

    @Test
    void operatorMayAskForEither() {
        Optional<ManagedCertificate> certificate = renewal.next(first, Request.CERTIFICATE, NOW);
        Optional<ManagedCertificate> authority = renewal.next(first, Request.AUTHORITY, NOW);

        assertThat(certificate.orElseThrow().certificate()).isNotEqualTo(first.certificate());
        assertThat(authority.orElseThrow().next()).isNotNull();
    }

    @Test
    void expiredAuthorityIsReplacedAtOnce() {
        assertThat(renewal.next(first, Request.NONE, NOW.plus(Duration.ofDays(4000)))
                        .orElseThrow()
                        .authority())
                .isNotEqualTo(first.authority());
    }

    @Test
    void keptDataWithoutItsPartsIsNoCertificate() {
        for (String key : first.data().keySet()) {
            Map<String, String> damaged = new LinkedHashMap<>(first.data());
            damaged.remove(key);
            assertThatThrownBy(() -> ManagedCertificate.parse(damaged)).isInstanceOf(BadCertificateException.class);
        }
    }

    @Test
    void certificateOfAnotherAuthorityIsNotKept() {
        Map<String, String> mixed = new LinkedHashMap<>(first.data());
        ManagedCertificate other = renewal.first(NOW);
        mixed.put("tls.crt", other.data().get("tls.crt"));
        mixed.put("tls.key", other.data().get("tls.key"));

        assertThatThrownBy(() -> ManagedCertificate.parse(mixed)).hasMessageContaining("not signed by the authority");
    }

    @Test
    void noKeyIsPrinted() {
        assertThat(first.toString()).doesNotContain("PRIVATE").contains("CN=Plinth webhook");
    }
}
