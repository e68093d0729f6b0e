package dev.plinth.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.certificates.KeyedCertificate;
import dev.plinth.certificates.ManagedCertificate;
import dev.plinth.certificates.Renewal;
import dev.plinth.kubernetes.CaBundle;
import dev.plinth.kubernetes.CertificateSecret;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@EnableKubernetesMockClient(crud = true)
class SelfManagedCertificateTest {

    KubernetesClient client;

    @TempDir
    Path directory;

    private final List<KeyedCertificate> served = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();
    private Instant now = Instant.now();

    private final ServingCertificate.Listener listener = new ServingCertificate.Listener() {
        @Override
        public void accepted(KeyedCertificate certificate) {
            served.add(certificate);
        }

        @Override
        public void refused(String why, boolean nothingServed) {
            refused.add(why);
        }
    };

    @BeforeEach
    void haveAWebhook() {
        client.resource(new ValidatingWebhookConfigurationBuilder()
                        .withNewMetadata()
                        .withName("plinth")
                        .addToLabels("kept", "as it is")
                        .endMetadata()
                        .addNewWebhook()
                        .withName("workloads.plinth.dev")
                        .withTimeoutSeconds(10)
                        .withNewClientConfig()
                        .endClientConfig()
                        .endWebhook()
                        .addNewWebhook()
                        .withName("policy.plinth.dev")
                        .withNewClientConfig()
                        .endClientConfig()
                        .endWebhook()
                        .build())
                .create();
    }

    private SelfManagedCertificate replica() {
        return new SelfManagedCertificate(
                new CertificateSecret(client, "plinth", "plinth-certificate"),
                new CaBundle(client, "plinth"),
                new Renewal(List.of("plinth.plinth.svc")),
                new ServingCertificate(directory, () -> now, listener),
                () -> now);
    }

    private Secret secret() {
        return client.secrets()
                .inNamespace("plinth")
                .withName("plinth-certificate")
                .get();
    }

    private ManagedCertificate stored() throws Exception {
        return ManagedCertificate.parse(new CertificateSecret(client, "plinth", "plinth-certificate")
                .read()
                .orElseThrow()
                .data());
    }

    private List<String> bundles() {
        return client
                .admissionRegistration()
                .v1()
                .validatingWebhookConfigurations()
                .withName("plinth")
                .get()
                .getWebhooks()
                .stream()
                .map((ValidatingWebhook webhook) -> webhook.getClientConfig().getCaBundle())
                .map(bundle ->
                        bundle == null ? "" : new String(Base64.getDecoder().decode(bundle), StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void firstReplicaMakesTheCertificateAndTheSecondServesTheSame() throws Exception {
        assertThat(replica().tend()).isTrue();
        assertThat(replica().tend()).isTrue();

        assertThat(secret().getType()).isEqualTo("kubernetes.io/tls");
        assertThat(served).hasSize(2);
        assertThat(served.get(0)).isEqualTo(served.get(1)).isEqualTo(stored().certificate());
        assertThat(bundles()).containsOnly(stored().trust());
    }

    @Test
    void onlyTheBundleOfTheWebhookIsChanged() {
        replica().tend();

        var configuration = client.admissionRegistration()
                .v1()
                .validatingWebhookConfigurations()
                .withName("plinth")
                .get();
        assertThat(configuration.getMetadata().getLabels()).isEqualTo(Map.of("kept", "as it is"));
        assertThat(configuration.getWebhooks())
                .extracting(ValidatingWebhook::getName)
                .containsExactly("workloads.plinth.dev", "policy.plinth.dev");
        assertThat(configuration.getWebhooks().getFirst().getTimeoutSeconds()).isEqualTo(10);
    }

    @Test
    void emptiedBundleAndDeletedSecretComeBackWithTheSameCertificate() throws Exception {
        SelfManagedCertificate replica = replica();
        replica.tend();
        ManagedCertificate before = stored();
        client.admissionRegistration()
                .v1()
                .validatingWebhookConfigurations()
                .withName("plinth")
                .edit(it -> {
                    it.getWebhooks()
                            .forEach(webhook -> webhook.getClientConfig().setCaBundle(null));
                    return it;
                });
        client.resource(secret()).delete();

        assertThat(replica.tend()).isTrue();

        assertThat(stored().trust()).isEqualTo(before.trust());
        assertThat(bundles()).containsOnly(before.trust());
        assertThat(served).hasSize(1);
    }

    @Test
    void unusableSecretIsReplacedByWhatIsServed() throws Exception {
        SelfManagedCertificate replica = replica();
        replica.tend();
        ManagedCertificate before = stored();
        client.secrets().inNamespace("plinth").withName("plinth-certificate").edit(it -> {
            it.getData().put("tls.key", "cnViYmlzaA==");
            return it;
        });

        assertThat(replica.tend()).isTrue();

        assertThat(stored().certificate()).isEqualTo(before.certificate());
    }

    @Test
    void restoredBackupIsServedAndTrusted() throws Exception {
        SelfManagedCertificate replica = replica();
        replica.tend();
        ManagedCertificate backup = new Renewal(List.of("plinth.plinth.svc")).first(now);
        CertificateSecret access = new CertificateSecret(client, "plinth", "plinth-certificate");
        access.replace(access.read().orElseThrow(), backup.data());

        replica.tend();

        assertThat(served.getLast()).isEqualTo(backup.certificate());
        assertThat(bundles()).containsOnly(backup.trust());
    }

    @Test
    void certificateIsRenewedInTimeAndServed() throws Exception {
        SelfManagedCertificate replica = replica();
        replica.tend();
        now = now.plus(Duration.ofDays(250));

        // What was renewed is taken up at the next look, which follows at once.
        assertThat(replica.tend()).isFalse();
        assertThat(replica.tend()).isTrue();

        assertThat(served).hasSize(2);
        assertThat(served.getLast().notAfter()).isAfter(now.plus(Duration.ofDays(300)));
        assertThat(stored().trust()).isEqualTo(bundles().getFirst());
    }

    @Test
    void authorityIsRotatedWithEveryCertificateTrustedBeforeItIsServed() throws Exception {
        SelfManagedCertificate replica = replica();
        replica.tend();
        client.secrets().inNamespace("plinth").withName("plinth-certificate").edit(it -> {
            it.getMetadata().setAnnotations(Map.of(CertificateSecret.RENEW, "authority"));
            return it;
        });
        KeyedCertificate former = stored().authority();

        for (Duration step :
                Stream.generate(() -> Duration.ofSeconds(31)).limit(200).toList()) {
            replica.tend();
            KeyedCertificate serving = served.getLast();
            String signer = stored().authority().chainPem();
            assertThat(
                            serving.isSignedBy(stored().authority().certificate())
                                    ? bundles().getFirst()
                                    : signer)
                    .contains(signer);
            now = now.plus(step);
        }

        assertThat(stored().authority()).isNotEqualTo(former);
        assertThat(stored().former()).isEmpty();
        assertThat(served).hasSize(2);
        assertThat(bundles().getFirst()).doesNotContain(former.chainPem());
        assertThat(secret().getMetadata().getAnnotations()).isNullOrEmpty();
    }

    @Test
    void missingConfigurationIsAwaitedWhileTheCertificateIsServed() {
        client.admissionRegistration()
                .v1()
                .validatingWebhookConfigurations()
                .withName("plinth")
                .delete();

        assertThat(replica().tend()).isFalse();

        assertThat(served).hasSize(1);
    }
}
