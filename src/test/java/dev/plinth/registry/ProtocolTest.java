package dev.plinth.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.base.Unavailable;
import dev.plinth.base.Unavailable.Reason;
import dev.plinth.image.MediaType;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.review.credentials.Credential;
import dev.plinth.review.credentials.Keychain;
import dev.plinth.review.credentials.PullCredentials;
import dev.plinth.review.source.Exchange;
import dev.plinth.testing.images.ImageBuilder;
import dev.plinth.testing.images.IndexBuilder;
import dev.plinth.testing.images.RawArtifact;
import dev.plinth.testing.images.TestImage;
import dev.plinth.testing.registry.Accounts;
import dev.plinth.testing.registry.Answer;
import dev.plinth.testing.registry.FakeRegistry;
import dev.plinth.testing.registry.Fault;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How registries are spoken with, and what Docker Hub, GHCR, Quay, Harbor and ECR do each in its own way. */
class ProtocolTest {

    private static final TestImage IMAGE =
            ImageBuilder.scratch().layer(Map.of("etc/os-release", "ID=debian")).build();
    private static final Credential ANN = Credential.basic("ann", "right", "pull secret shop/regcred");
    private static final Credential WRONG = Credential.basic("ann", "wrong", "pull secret shop/old");

    private final FakeRegistry registry = FakeRegistry.start();

    @AfterEach
    void stop() {
        registry.close();
    }

    private Reading reading(Credential... credentials) {
        return Reading.plainly(Reading.everybody(credentials), registry.host());
    }

    private void bearer() {
        registry.accounts().scheme(Accounts.Scheme.BEARER).add("ann", "right");
        registry.push("shop/cart:1", IMAGE);
    }

    private static Map<String, Object> only(String key, Object value) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put(key, value);
        return document;
    }

    private void isRead(Reading reading, String path) throws Exception {
        assertThat(ImageRead.read(reading.images(), registry.reference(path), Reading.soon()))
                .isEqualTo(IMAGE.configDigest());
    }

    @Test
    void everyCredentialIsTriedUntilOneMayRead() throws Exception {
        for (Accounts.Scheme scheme : List.of(Accounts.Scheme.BASIC, Accounts.Scheme.BEARER)) {
            bearer();
            registry.accounts().scheme(scheme).add("bob", "bobs", "other/");
            try (Reading reading = reading(WRONG, Credential.basic("bob", "bobs", "test"), ANN)) {
                isRead(reading, "shop/cart:1");
            }
        }
    }

    @Test
    void refusalNamesWhereItsCredentialsCameFromAndNoSecret() {
        bearer();
        try (Reading reading = reading(WRONG)) {
            Unavailable why = Reading.failure(() -> reading.manifest(registry.reference("shop/cart:1")));
            assertThat(why.toString())
                    .isEqualTo("unavailable: unauthorized (" + registry.host()
                            + ", UNAUTHORIZED, refused with pull secret shop/old)");
        }
    }

    @Test
    void missingPullSecretIsNamed() {
        bearer();
        Keychain missing = (requester, repository) ->
                new PullCredentials(List.of(), List.of("pull secret shop/regcred does not exist"));
        try (Reading reading = Reading.plainly(missing, registry.host())) {
            assertThat(Reading.failure(() -> reading.manifest(registry.reference("shop/cart:1")))
                            .toString())
                    .contains("pull secret shop/regcred does not exist");
        }
    }

    @Test
    void identityTokensAreExchangedAtTheTokenEndpoint() throws Exception {
        bearer();
        try (Reading reading = reading(new Credential(Credential.Kind.IDENTITY_TOKEN, "", "ann/right", "test"))) {
            isRead(reading, "shop/cart:1");
        }
        assertThat(registry.log()).anyMatch(request -> request.method().equals("POST"));
    }

    @Test
    void tokensAreRenewedBeforeTheyExpireAndWhenTheyAreTakenBack() throws Exception {
        bearer();
        registry.push("shop/cart:2", IMAGE);
        registry.push("shop/cart:3", IMAGE);
        registry.accounts().lifetime(Duration.ofSeconds(1));
        try (Reading reading = reading(ANN)) {
            reading.manifest(registry.reference("shop/cart:1"));
            Thread.sleep(700);
            reading.manifest(registry.reference("shop/cart:2"));
            assertThat(registry.count("/token")).isEqualTo(2);
            registry.accounts().lifetime(Duration.ofMinutes(5)).revoke();
            reading.manifest(registry.reference("shop/cart:3"));
            assertThat(registry.log().stream()
                            .filter(request -> request.path().contains("/manifests/2"))
                            .count())
                    .isEqualTo(1);
        }
    }

    @Test
    void dockerHubCountsManifestsAndNotQuestions() throws Exception {
        // Hub: rate limit headers on manifests, HEAD is free, tokens as "token" and "access_token" both.
        bearer();
        registry.accounts().shape(document -> {
            document.put("access_token", document.get("token"));
            return document;
        });
        registry.fault(
                "/manifests/",
                Fault.changed(usual -> usual.with("ratelimit-limit", "100;w=21600")
                        .with("ratelimit-remaining", "76;w=21600")
                        .with("docker-ratelimit-source", "192.0.2.1")));
        try (Reading reading = reading(ANN)) {
            Exchange exchange = Reading.soon();
            assertThat(reading.images().head(registry.reference("shop/cart:1"), exchange))
                    .isEqualTo(IMAGE.digest());
            assertThat(registry.log())
                    .filteredOn(request -> request.path().contains("/manifests/"))
                    .allMatch(request -> request.method().equals("HEAD"));
        }
    }

    @Test
    void githubGivesTokensThatDoNotSayHowLongTheyHold() throws Exception {
        // GHCR: {"token": …} alone, and 403 DENIED for what does not exist or is not public.
        bearer();
        registry.accounts().shape(document -> only("token", document.get("token")));
        registry.fault("/gone/", Fault.answer(Answer.error(403, "DENIED")));
        try (Reading reading = reading(ANN)) {
            isRead(reading, "shop/cart:1");
            assertThat(registry.count("/token")).isEqualTo(1);
            assertThat(Reading.failure(() -> reading.manifest(registry.reference("shop/gone/x:1")))
                            .toString())
                    .contains("unauthorized")
                    .contains("DENIED");
        }
    }

    @Test
    void quayAnswers401ForWhatDoesNotExist() throws Exception {
        bearer();
        registry.fault(
                "/v2/shop/gone",
                Fault.answer(Answer.error(401, "UNAUTHORIZED")
                        .with(
                                "WWW-Authenticate",
                                "Bearer realm=\"" + registry.url()
                                        + "/token\",service=\"quay.io\",scope=\"repository:shop/gone:pull\"")));
        try (Reading reading = reading()) {
            assertThat(Reading.failure(() -> reading.manifest(registry.reference("shop/gone:1")))
                            .reason())
                    .isEqualTo(Reason.UNAUTHORIZED);
        }
    }

    @Test
    void harborMixesChallengesAndOrdersParametersOtherwise() throws Exception {
        bearer();
        String realm = registry.url() + "/token";
        registry.accounts()
                .challenge(
                        "basic realm=\"harbor\", BEARER Scope=\"repository:shop/cart:pull\" , service=harbor-registry,"
                                + " realm=\"" + realm + "\"");
        try (Reading reading = reading(ANN)) {
            isRead(reading, "shop/cart:1");
        }
        assertThat(registry.count("service=harbor-registry")).isEqualTo(1);
    }

    @Test
    void ecrWantsBasicAndAnswersThrottlingAsRateLimited() throws Exception {
        registry.accounts().scheme(Accounts.Scheme.BASIC).add("AWS", "right");
        registry.push("shop/cart:1", IMAGE);
        try (Reading reading = reading(Credential.basic("AWS", "right", "test"))) {
            isRead(reading, "shop/cart:1");
            registry.fault(
                    "/v2/", Fault.answer(Answer.error(429, "TOOMANYREQUESTS").with("Retry-After", "20")));
            assertThat(Reading.failure(() -> reading.manifest(registry.reference("shop/cart:2")))
                            .toString())
                    .isEqualTo("unavailable: rate-limited (" + registry.host() + ", retry after 20 s)");
        }
    }

    @Test
    void publicEcrHasOneScopeForEverything() throws Exception {
        bearer();
        registry.accounts()
                .challenge("Bearer realm=\"" + registry.url() + "/token\",service=\"public.ecr.aws\",scope=\"aws\"");
        try (Reading reading = reading(ANN)) {
            Reading.failure(() -> reading.manifest(registry.reference("shop/cart:1")));
        }
        assertThat(registry.log()).anyMatch(request -> request.path().endsWith("scope=aws"));
    }

    @Test
    void headWithoutADigestFallsBackToTheDocument() throws Exception {
        registry.push("shop/cart:1", IMAGE);
        registry.fault(
                "/manifests/",
                Fault.changed(usual -> new Answer(
                        usual.status(), Map.of("Content-Type", IMAGE.mediaType().value()), usual.body())));
        try (Reading reading = reading()) {
            assertThat(reading.images().head(registry.reference("shop/cart:1"), Reading.soon()))
                    .isEqualTo(IMAGE.digest());
        }
    }

    @Test
    void headerThatLiesAboutTheDigestIsNotBelieved() throws Exception {
        registry.push("shop/cart:1", IMAGE);
        registry.fault(
                "/manifests/", Fault.changed(usual -> usual.with("Docker-Content-Digest", "sha256:" + "0".repeat(64))));
        try (Reading reading = reading()) {
            assertThat(reading.manifest(registry.reference("shop/cart:1")).digest())
                    .isEqualTo(IMAGE.digest());
        }
    }

    @Test
    void embeddedConfigurationIsVerifiedAndSparesAnExchange() throws Exception {
        TestImage inline = ImageBuilder.from(IMAGE).inlineConfig().build();
        registry.push("shop/cart:1", inline);
        try (Reading reading = reading()) {
            Exchange exchange = Reading.soon();
            assertThat(ImageRead.read(reading.images(), registry.reference("shop/cart:1"), exchange))
                    .isEqualTo(inline.configDigest());
            assertThat(exchange.cost()).hasValue(1);
        }
    }

    @Test
    void referrersComeFromTheApiOrItsFallbackTag() throws Exception {
        RawArtifact attestation =
                RawArtifact.artifact("application/vnd.example", MediaType.IN_TOTO, new byte[] {'x'}, Map.of(), IMAGE);
        registry.push("shop/cart:1", IMAGE);
        registry.push("shop/cart", attestation);
        try (Reading reading = reading()) {
            assertThat(reading.images().referrers(registry.reference("shop/cart"), IMAGE.digest(), Reading.soon()))
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.digest()).isEqualTo(attestation.digest()));
        }
        registry.referrersApi(false);
        registry.push(
                "shop/cart:sha256-" + IMAGE.digest().hex(),
                IndexBuilder.of(IMAGE).build());
        try (Reading reading = reading()) {
            ImageReference repository = registry.reference("shop/cart");
            assertThat(reading.images().referrers(repository, IMAGE.digest(), Reading.soon()))
                    .hasSize(1);
            registry.clearLog();
            assertThat(reading.images().referrers(repository, attestation.digest(), Reading.soon()))
                    .isEmpty();
            assertThat(registry.count("/referrers/")).isZero();
        }
    }

    @Test
    void tagsAreListedPageAfterPageAndEndlessPagesEnd() throws Exception {
        for (int i = 0; i < 5; i++) {
            registry.push("shop/cart:v" + i, IMAGE);
        }
        try (Reading reading = reading()) {
            assertThat(reading.images().tags(registry.reference("shop/cart"), Reading.soon()))
                    .containsExactly("v0", "v1", "v2", "v3", "v4");
            registry.fault("/tags/", Fault.endlessPages());
            assertThat(reading.images().tags(registry.reference("shop/cart"), Reading.soon()))
                    .contains("v4");
            assertThat(registry.count("/tags/")).isLessThan(10);
        }
    }

    @Test
    void artifactsArePushedOnceAndPulledBackVerified() throws Exception {
        registry.accounts().scheme(Accounts.Scheme.BASIC).add("ann", "right");
        ImageReference reference = registry.reference("plinth/catalogue:latest");
        byte[] document = "{\"chains\":[]}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        String type = "application/vnd.example.catalogue.v1+json";
        try (Reading reading = reading(ANN)) {
            assertThat(reading.registries().artifacts().push(reference, type, document, Reading.soon()))
                    .isEqualTo(reading.registries().artifacts().push(reference, type, document, Reading.soon()));
            assertThat(registry.log())
                    .filteredOn(request ->
                            request.method().equals("PUT") && request.path().contains("uploads"))
                    .hasSize(2);
            assertThat(reading.registries().artifacts().pull(reference, type, 1_000, Reading.soon()))
                    .isEqualTo(document);
            assertThat(Reading.failure(() -> reading.registries()
                                    .artifacts()
                                    .pull(reference, "application/other", 1_000, Reading.soon()))
                            .reason())
                    .isEqualTo(Reason.UNSUPPORTED);
            assertThat(Reading.failure(() -> reading.registries().artifacts().pull(reference, type, 3, Reading.soon()))
                            .reason())
                    .isEqualTo(Reason.TOO_LARGE);
        }
    }

    @Test
    void uploadsNeverGoToAnotherHost() {
        try (FakeRegistry thief = FakeRegistry.start()) {
            registry.fault(
                    "/blobs/uploads/",
                    Fault.answer(Answer.of(202).with("Location", thief.url() + "/v2/x/blobs/uploads/1")));
            try (Reading reading = Reading.plainly(Reading.everybody(ANN), registry.host(), thief.host())) {
                assertThat(Reading.failure(() -> reading.registries()
                                        .artifacts()
                                        .push(registry.reference("x:1"), "application/x", new byte[9], Reading.soon()))
                                .reason())
                        .isEqualTo(Reason.FORBIDDEN_REGISTRY);
            }
            assertThat(thief.connections()).isZero();
        }
    }
}
