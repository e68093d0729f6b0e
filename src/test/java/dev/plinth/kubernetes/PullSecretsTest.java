package dev.plinth.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.plinth.codec.Json;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.memory.CaffeineCache;
import dev.plinth.review.credentials.Credential;
import dev.plinth.review.credentials.PullCredentials;
import dev.plinth.review.source.Requester;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@EnableKubernetesMockClient(crud = true)
class PullSecretsTest {

    private static final ImageReference REPOSITORY = ImageReference.parse("registry.corp/shop/cart:1");

    KubernetesClient client;

    private PullSecrets keychain;

    @BeforeEach
    void make() {
        keychain = new PullSecrets(client, new Json(), CaffeineCache.ofEntries(100), CaffeineCache.ofEntries(100));
    }

    private void secret(String namespace, String name, String type, String key, String text) {
        client.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(name)
                        .endMetadata()
                        .withType(type)
                        .addToData(key, Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)))
                        .build())
                .create();
    }

    private void dockerSecret(String namespace, String name, String user) {
        secret(
                namespace,
                name,
                "kubernetes.io/dockerconfigjson",
                ".dockerconfigjson",
                "{\"auths\":{\"registry.corp\":{\"username\":\"" + user + "\",\"password\":\"geheim\"}}}");
    }

    private static List<String> users(PullCredentials found) {
        return found.credentials().stream().map(Credential::username).toList();
    }

    @Test
    void secretsThatThePodNamesAreTriedInItsOrder() {
        dockerSecret("shop", "one", "first");
        secret(
                "shop",
                "two",
                "kubernetes.io/dockercfg",
                ".dockercfg",
                "{\"registry.corp/shop\":{\"username\":\"second\",\"password\":\"geheim\"}}");

        PullCredentials found = keychain.find(new Requester("shop", List.of("one", "two"), "default"), REPOSITORY);

        assertThat(users(found)).containsExactly("first", "second");
        assertThat(found.faults()).isEmpty();
    }

    @Test
    void secretsOfAnotherNamespaceAreNeverRead() {
        dockerSecret("other", "regcred", "stolen");

        PullCredentials found = keychain.find(new Requester("shop", List.of("regcred"), "default"), REPOSITORY);

        assertThat(found.credentials()).isEmpty();
        assertThat(found.faults()).containsExactly("pull secret shop/regcred does not exist");
    }

    @Test
    void serviceAccountsSecretsCountWhereThePodNamesNone() {
        dockerSecret("shop", "regcred", "account");
        client.resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withNamespace("shop")
                        .withName("runner")
                        .endMetadata()
                        .addNewImagePullSecret("regcred")
                        .build())
                .create();

        assertThat(users(keychain.find(new Requester("shop", List.of(), "runner"), REPOSITORY)))
                .containsExactly("account");
    }

    @Test
    void malformedAndUnfitSecretsAreNamedWithoutTheirContent() {
        secret("shop", "bad", "kubernetes.io/dockerconfigjson", ".dockerconfigjson", "{geheim");
        secret("shop", "opaque", "Opaque", ".dockerconfigjson", "{}");
        secret("shop", "empty", "kubernetes.io/dockerconfigjson", "other", "{}");

        PullCredentials found =
                keychain.find(new Requester("shop", List.of("bad", "opaque", "empty"), "default"), REPOSITORY);

        assertThat(found.credentials()).isEmpty();
        assertThat(found.faults())
                .containsExactly(
                        "pull secret shop/bad is malformed",
                        "pull secret shop/opaque is of a type that holds no registry credentials",
                        "pull secret shop/empty has no .dockerconfigjson")
                .allSatisfy(fault -> assertThat(fault).doesNotContain("geheim"));
    }

    @Test
    void theOperatorHasNoPullSecrets() {
        assertThat(keychain.find(Requester.OPERATOR, REPOSITORY)).isEqualTo(PullCredentials.NONE);
    }

    @Test
    void credentialsForOtherRegistriesAreNotGiven() {
        dockerSecret("shop", "regcred", "user");

        assertThat(keychain.find(
                                new Requester("shop", List.of("regcred"), "default"),
                                ImageReference.parse("registry.corp.evil.com/shop/cart"))
                        .credentials())
                .isEmpty();
    }

    @Test
    void whatIsKnownCountsWhileTheApiServerDoesNotAnswer() throws IOException {
        String secret = """
                {"apiVersion":"v1","kind":"Secret","metadata":{"name":"one","namespace":"shop"},"type":"kubernetes.io/dockerconfigjson",
                 "data":{".dockerconfigjson":"%s"}}""".formatted(Base64.getEncoder()
                .encodeToString("{\"auths\":{\"registry.corp\":{\"username\":\"first\",\"password\":\"x\"}}}"
                        .getBytes(StandardCharsets.UTF_8)));
        AtomicInteger status = new AtomicInteger(200);
        HttpServer api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status.get(), 0);
            exchange.getResponseBody().write(secret.getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        api.start();
        AtomicLong nanos = new AtomicLong();
        try (KubernetesClient real = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(Config.empty())
                        .withMasterUrl("http://127.0.0.1:" + api.getAddress().getPort())
                        .build())
                .build()) {
            keychain = new PullSecrets(
                    real, new Json(), nanos::get, CaffeineCache.ofEntries(100), CaffeineCache.ofEntries(100));
            Requester requester = new Requester("shop", List.of("one"), "default");
            assertThat(users(keychain.find(requester, REPOSITORY))).containsExactly("first");
            status.set(503);
            nanos.addAndGet(Duration.ofMinutes(10).toNanos());
            PullCredentials unwell = keychain.find(requester, REPOSITORY);
            assertThat(unwell.faults()).isEmpty();
            assertThat(users(unwell)).containsExactly("first");
            api.stop(0);
            nanos.addAndGet(Duration.ofMinutes(10).toNanos());
            PullCredentials away = keychain.find(requester, REPOSITORY);
            assertThat(away.faults()).isEmpty();
            assertThat(users(away)).containsExactly("first");
            assertThat(keychain.find(new Requester("shop", List.of("two"), "default"), REPOSITORY)
                            .faults())
                    .singleElement()
                    .asString()
                    .startsWith("pull secret shop/two cannot be read");
        }
    }

    @Test
    void aSecretThatWasChangedCountsSoon() {
        AtomicLong nanos = new AtomicLong();
        keychain = new PullSecrets(
                client, new Json(), nanos::get, CaffeineCache.ofEntries(100), CaffeineCache.ofEntries(100));
        dockerSecret("shop", "one", "first");
        Requester requester = new Requester("shop", List.of("one"), "default");
        assertThat(users(keychain.find(requester, REPOSITORY))).containsExactly("first");
        client.secrets().inNamespace("shop").withName("one").delete();
        dockerSecret("shop", "one", "second");
        assertThat(users(keychain.find(requester, REPOSITORY))).containsExactly("first");
        nanos.addAndGet(Duration.ofSeconds(31).toNanos());
        assertThat(users(keychain.find(requester, REPOSITORY))).containsExactly("second");
    }
}
