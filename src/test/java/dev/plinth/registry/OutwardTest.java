package dev.plinth.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.base.Unavailable;
import dev.plinth.base.Unavailable.Reason;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.registry.address.Resolver;
import dev.plinth.review.credentials.Credential;
import dev.plinth.review.credentials.Keychain;
import dev.plinth.review.credentials.PullCredentials;
import dev.plinth.review.source.RegistryListener;
import dev.plinth.testing.images.ImageBuilder;
import dev.plinth.testing.images.TestImage;
import dev.plinth.testing.registry.Accounts;
import dev.plinth.testing.registry.Answer;
import dev.plinth.testing.registry.FakeRegistry;
import dev.plinth.testing.registry.Fault;
import dev.plinth.testing.registry.TestCertificates;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where connections go and where credentials go: nowhere that nobody configured. */
class OutwardTest {

    private static final TestImage IMAGE =
            ImageBuilder.scratch().layer(Map.of("etc/os-release", "ID=debian")).build();
    private static final Credential ANN = Credential.basic("ann", "s3cret", "pull secret shop/regcred");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1:5000/x",
                "10.0.0.1/x",
                "192.168.1.1:443/x",
                "172.20.0.1/x",
                "169.254.169.254/x",
                "100.100.100.200/x",
                "localhost:5000/x",
                "2130706433:5000/x",
                "0x7f.0.0.1/x",
                "127.1/x",
                "registry.kube-system.svc:5000/x",
                "registry.default.svc.cluster.local/x"
            })
    void addressesInsideAreRefusedAndTheKeyIsNamed(String reference) {
        try (Reading reading = Reading.of("")) {
            Unavailable why = Reading.failure(() -> reading.manifest(ImageReference.parse(reference)));
            assertThat(why.reason()).isEqualTo(Reason.FORBIDDEN_REGISTRY);
            assertThat(why.toString()).contains("allowPrivateAddresses");
        }
    }

    @Test
    void nameIsResolvedOnceSoThatNoSecondAnswerCanTakeItsPlace() throws Exception {
        // A name server that says a public address first, and a private one from then on.
        AtomicInteger asked = new AtomicInteger();
        Resolver rebinding =
                name -> List.of(InetAddress.getByName(asked.getAndIncrement() == 0 ? "192.0.43.7" : "127.0.0.1"));
        try (FakeRegistry registry = FakeRegistry.start();
                Reading reading = Reading.of(
                        "registries: [{prefix: \"rebind.test:" + registry.port() + "\", plainHttp: true}]\n",
                        Keychain.ANONYMOUS,
                        rebinding,
                        RegistryListener.NONE)) {
            registry.push("x:1", IMAGE);
            Unavailable why = Reading.failure(() -> reading.images()
                    .manifest(
                            ImageReference.parse("rebind.test:" + registry.port() + "/x:1"),
                            Reading.within(java.time.Duration.ofMillis(700))));
            assertThat(why.reason()).isIn(Reason.TIMED_OUT, Reason.UNREACHABLE, Reason.FORBIDDEN_REGISTRY);
            assertThat(registry.log()).isEmpty();
            assertThat(registry.connections()).isZero();
        }
    }

    @Test
    void privateAddressIsRefusedForEveryNameThatResolvesToIt() throws Exception {
        Resolver inside = name -> List.of(InetAddress.getByName("127.0.0.1"));
        try (FakeRegistry registry = FakeRegistry.start();
                Reading reading = Reading.of(
                        "registries: [{prefix: \"evil.test:" + registry.port() + "\", plainHttp: true}]\n",
                        Keychain.ANONYMOUS,
                        inside,
                        RegistryListener.NONE)) {
            Unavailable why = Reading.failure(
                    () -> reading.manifest(ImageReference.parse("evil.test:" + registry.port() + "/x:1")));
            assertThat(why.reason()).isEqualTo(Reason.FORBIDDEN_REGISTRY);
            assertThat(registry.connections()).isZero();
        }
    }

    @Test
    void pinnedConnectionStillNamesAndVerifiesTheHost(@TempDir Path directory) throws Exception {
        TestCertificates certificates = TestCertificates.in(directory);
        Resolver inside = name -> List.of(InetAddress.getByName("127.0.0.1"));
        try (FakeRegistry registry = FakeRegistry.startTls(certificates)) {
            registry.push("x:1", IMAGE);
            for (String host : List.of("registry.corp", "other.example")) {
                String name = host + ":" + registry.port();
                try (Reading reading = Reading.of(
                        "registries: [{prefix: \"" + name + "\", allowPrivateAddresses: true, caFile: \""
                                + certificates.caFile() + "\"}]\n",
                        Keychain.ANONYMOUS,
                        inside,
                        RegistryListener.NONE)) {
                    ImageReference reference = ImageReference.parse(name + "/x:1");
                    if (host.equals("registry.corp")) {
                        assertThat(reading.manifest(reference).digest()).isEqualTo(IMAGE.digest());
                        assertThat(registry.log().getLast().header("host")).contains(name);
                    } else {
                        // The certificate is not for this name.
                        assertThat(Reading.failure(() -> reading.manifest(reference))
                                        .reason())
                                .isEqualTo(Reason.UNREACHABLE);
                    }
                }
            }
        }
    }

    @Test
    void clientCertificateProvesWhoAsks(@TempDir Path directory) throws Exception {
        TestCertificates certificates = TestCertificates.in(directory);
        try (FakeRegistry registry = FakeRegistry.startMutualTls(certificates);
                Reading with = Reading.of("registries: [{prefix: \"" + registry.host()
                        + "\", allowPrivateAddresses: true, caFile: \"" + certificates.caFile()
                        + "\", clientCertificate: {certFile: \"" + certificates.clientCertificate()
                        + "\", keyFile: \"" + certificates.clientKey() + "\"}}]\n");
                Reading without = Reading.of("registries: [{prefix: \"" + registry.host()
                        + "\", allowPrivateAddresses: true, caFile: \"" + certificates.caFile() + "\"}]\n")) {
            registry.push("x:1", IMAGE);
            assertThat(with.manifest(registry.reference("x:1")).digest()).isEqualTo(IMAGE.digest());
            assertThat(Reading.failure(() -> without.manifest(registry.reference("x:1")))
                            .reason())
                    .isEqualTo(Reason.UNREACHABLE);
        }
    }

    @Test
    void redirectedBlobsGoWithoutCredentialsAndOnlyToNamedPlainHosts() throws Exception {
        try (FakeRegistry registry = FakeRegistry.start();
                FakeRegistry cdn = FakeRegistry.start()) {
            registry.accounts().scheme(Accounts.Scheme.BASIC).add("ann", "s3cret");
            registry.push("shop/cart:1", IMAGE);
            registry.fault("/blobs/", Fault.redirect(307, cdn.url() + "/store?signature=abc"));
            cdn.file("/store", new Answer(200, Map.of(), IMAGE.config()));
            try (Reading unnamed = Reading.plainly(Reading.everybody(ANN), registry.host())) {
                Unavailable why = Reading.failure(
                        () -> ImageRead.read(unnamed.images(), registry.reference("shop/cart:1"), Reading.soon()));
                assertThat(why.reason()).isEqualTo(Reason.FORBIDDEN_REGISTRY);
                assertThat(why.toString()).contains("blobHosts").doesNotContain("signature");
                assertThat(cdn.connections()).isZero();
            }
            try (Reading named = Reading.of(
                    "registries:\n- {prefix: \"" + registry.host()
                            + "\", plainHttp: true, allowPrivateAddresses: true, blobHosts: [{host: \"" + cdn.host()
                            + "\", plainHttp: true, allowPrivateAddresses: true}]}\n",
                    Reading.everybody(ANN))) {
                assertThat(ImageRead.read(named.images(), registry.reference("shop/cart:1"), Reading.soon()))
                        .isEqualTo(IMAGE.configDigest());
                assertThat(cdn.count("signature=abc")).isEqualTo(1);
                assertThat(cdn.authorizations()).isEmpty();
            }
        }
    }

    @Test
    void addressIsCheckedAgainAfterARedirect(@TempDir Path directory) throws Exception {
        TestCertificates certificates = TestCertificates.in(directory);
        Resolver inside = name -> List.of(InetAddress.getByName("127.0.0.1"));
        try (FakeRegistry registry = FakeRegistry.start();
                FakeRegistry internal = FakeRegistry.startTls(certificates);
                Reading reading =
                        Reading.of(Reading.plain(registry.host()), Keychain.ANONYMOUS, inside, RegistryListener.NONE)) {
            registry.push("shop/cart:1", IMAGE);
            internal.push("shop/cart:1", IMAGE);
            for (String host : List.of("registry.corp", "127.0.0.1", "localhost", "2130706433", "[::ffff:127.0.0.1]")) {
                String target = "https://" + host + ":" + internal.port() + "/v2/shop/cart/manifests/1";
                registry.fault("/manifests/", Fault.redirect(307, target));
                Unavailable why = Reading.failure(() -> reading.images()
                        .manifest(registry.reference("shop/cart:" + Math.abs(host.hashCode())), Reading.soon()));
                assertThat(why.reason()).as(host).isEqualTo(Reason.FORBIDDEN_REGISTRY);
            }
            assertThat(internal.connections()).isZero();
        }
    }

    @Test
    void credentialsGoOnlyToTheHostThatTheyAreFor() throws Exception {
        try (FakeRegistry registry = FakeRegistry.start();
                FakeRegistry hostile = FakeRegistry.start();
                Reading reading = Reading.plainly(
                        (requester, repository) -> repository.registry().equals(registry.host())
                                ? new PullCredentials(List.of(ANN), List.of())
                                : PullCredentials.NONE,
                        registry.host(),
                        hostile.host())) {
            registry.accounts().scheme(Accounts.Scheme.BASIC).add("ann", "s3cret");
            registry.push("shop/cart:1", IMAGE);
            ImageRead.read(reading.images(), registry.reference("shop/cart:1"), Reading.soon());
            // It asks for Basic, then for a token from the other's endpoint, then redirects there and back.
            hostile.accounts().scheme(Accounts.Scheme.BASIC);
            Reading.failure(() -> reading.manifest(hostile.reference("shop/cart:1")));
            hostile.accounts().scheme(Accounts.Scheme.BEARER).realm(registry.url() + "/token");
            Reading.failure(() -> reading.manifest(hostile.reference("shop/cart:2")));
            hostile.fault("/manifests/", Fault.redirect(307, registry.url() + "/v2/shop/cart/manifests/1"));
            Reading.failure(() -> reading.manifest(hostile.reference("shop/cart:3")));
            assertThat(hostile.log()).isNotEmpty();
            // A token that anybody gets is all that it could bring us to send.
            assertThat(hostile.authorizations()).allMatch(header -> header.startsWith("Bearer "));
            assertThat(registry.log())
                    .filteredOn(request -> request.path().startsWith("/token"))
                    .isNotEmpty()
                    .allMatch(request -> request.authorization().isEmpty());
        }
    }

    @Test
    void realmOfAPlainRegistryGetsNoCredentialUnlessItIsTheSameHost() throws Exception {
        try (FakeRegistry registry = FakeRegistry.start();
                FakeRegistry thief = FakeRegistry.start();
                Reading reading = Reading.plainly(Reading.everybody(ANN), registry.host())) {
            registry.accounts().scheme(Accounts.Scheme.BEARER).add("ann", "s3cret");
            registry.push("shop/cart:1", IMAGE);
            for (String realm : List.of(
                    "https://auth.example.com/token",
                    "http://localhost:" + thief.port() + "/token",
                    "ftp://" + registry.host() + "/token",
                    "not a url",
                    "https://ann:x@" + registry.host() + "/token")) {
                registry.accounts().realm(realm);
                Unavailable why = Reading.failure(() ->
                        reading.images().manifest(registry.reference("shop/cart:" + realm.length()), Reading.soon()));
                assertThat(why.reason()).isEqualTo(Reason.UNAUTHORIZED);
                assertThat(why.toString()).doesNotContain("s3cret");
            }
            assertThat(registry.authorizations()).isEmpty();
            assertThat(thief.connections()).isZero();
        }
    }

    @Test
    void whatIsNotAllowedIsNotAskedFor() {
        try (FakeRegistry registry = FakeRegistry.start();
                Reading reading = Reading.of(Reading.plain(registry.host()) + "allow: [\"" + registry.host()
                        + "/shop/**\"]\ndeny: [\"**/cart\"]\n")) {
            for (String path : List.of("other/tool:1", "shop/cart:1")) {
                assertThat(Reading.failure(() -> reading.manifest(registry.reference(path)))
                                .toString())
                        .isEqualTo("unavailable: forbidden-registry (" + registry.host()
                                + ", not among what registries.yaml allows to be asked for)");
            }
            assertThat(Reading.failure(() -> reading.manifest(registry.reference("shop/tool:1")))
                            .reason())
                    .isEqualTo(Reason.NOT_FOUND);
        }
    }

    @Test
    void proxyIsAskedForOtherHostsAndNotForThoseThatAreNamed() throws Exception {
        try (FakeRegistry proxy = FakeRegistry.start();
                Reading reading = Reading.of(
                        "registries: [{prefix: \"registry.example:5000\", plainHttp: true}, {prefix: \"near.corp:5000\","
                                + " plainHttp: true}]\nproxy: {http: \"http://" + proxy.host()
                                + "\", none: [\".corp\"]}\n")) {
            proxy.fault("registry.example", Fault.answer(Answer.error(404, "MANIFEST_UNKNOWN")));
            assertThat(Reading.failure(() -> reading.manifest(ImageReference.parse("registry.example:5000/x:1")))
                            .reason())
                    .isEqualTo(Reason.NOT_FOUND);
            assertThat(proxy.log().getFirst().path()).isEqualTo("http://registry.example:5000/v2/x/manifests/1");
            proxy.clearLog();
            Reading.failure(() -> reading.manifest(ImageReference.parse("near.corp:5000/x:1")));
            assertThat(proxy.log()).isEmpty();
            assertThat(Reading.failure(() -> reading.manifest(ImageReference.parse("10.1.2.3:80/x:1")))
                            .reason())
                    .isEqualTo(Reason.FORBIDDEN_REGISTRY);
        }
    }
}
