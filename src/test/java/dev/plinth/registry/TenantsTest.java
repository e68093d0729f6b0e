package dev.plinth.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.base.Unavailable.Reason;
import dev.plinth.codec.Json;
import dev.plinth.image.Descriptor;
import dev.plinth.image.Manifest;
import dev.plinth.image.MediaType;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.review.credentials.Credential;
import dev.plinth.review.credentials.Keychain;
import dev.plinth.review.source.Exchange;
import dev.plinth.testing.images.ImageBuilder;
import dev.plinth.testing.images.TestImage;
import dev.plinth.testing.registry.Accounts;
import dev.plinth.testing.registry.FakeRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two namespaces, one digest, one credential: what was read with one tenant's credentials never answers another's. */
class TenantsTest {

    private static final TestImage IMAGE = ImageBuilder.scratch()
            .layer(Map.of("etc/os-release", "ID=debian"))
            .inlineConfig()
            .build();
    private static final Duration TIME = Duration.ofSeconds(20);

    private FakeRegistry registry;
    private Reading reading;
    private ImageReference reference;

    @BeforeEach
    void start() {
        registry = FakeRegistry.start();
        registry.push("shop/cart:1", IMAGE);
        reference = registry.reference("shop/cart:1");
        reading = Reading.plainly(tenants(), registry.host());
    }

    @AfterEach
    void stop() {
        reading.close();
        registry.close();
    }

    private static Keychain tenants() {
        return Reading.byNamespace(Map.of(
                "shop", Credential.basic("ann", "right", "pull secret shop/regcred"),
                "other", Credential.basic("bob", "bobs", "pull secret other/regcred")));
    }

    private void accounts(Accounts.Scheme scheme) {
        registry.accounts().scheme(scheme).add("ann", "right", "shop/").add("bob", "bobs", "other/");
    }

    @ParameterizedTest
    @EnumSource(
            value = Accounts.Scheme.class,
            names = {"BASIC", "BEARER"})
    void strangersLearnNothingThoughTheImageIsRemembered(Accounts.Scheme scheme) throws Exception {
        accounts(scheme);
        assertThat(ImageRead.read(reading.images(), reference, Reading.of("shop", TIME)))
                .isEqualTo(IMAGE.configDigest());
        for (String namespace : List.of("other", "nobody")) {
            Exchange exchange = Reading.of(namespace, TIME);
            ImageReference byDigest = reference.withTag(null).withDigest(IMAGE.digest());
            Descriptor config = Manifest.read(new Json().json(IMAGE.bytes()), MediaType.OCI_MANIFEST)
                    .config();
            assertThat(Reading.failure(() -> reading.images().manifest(reference, exchange)))
                    .satisfies(why -> {
                        assertThat(why.reason()).isEqualTo(Reason.UNAUTHORIZED);
                        assertThat(why.toString()).doesNotContain("right").doesNotContain("bobs");
                    });
            assertThat(Reading.failure(() -> reading.images().manifest(byDigest, exchange))
                            .reason())
                    .isEqualTo(Reason.UNAUTHORIZED);
            assertThat(Reading.failure(() -> reading.images().head(reference, exchange))
                            .reason())
                    .isEqualTo(Reason.UNAUTHORIZED);
            assertThat(Reading.failure(() -> reading.images().blob(reference, config, 1 << 20, exchange))
                            .reason())
                    .isEqualTo(Reason.UNAUTHORIZED);
            assertThat(Reading.failure(() -> reading.images().referrers(reference, IMAGE.digest(), exchange))
                            .reason())
                    .isEqualTo(Reason.UNAUTHORIZED);
            assertThat(Reading.failure(() -> reading.images().layer(reference, config, exchange))
                            .reason())
                    .isEqualTo(Reason.UNAUTHORIZED);
        }
    }

    @Test
    void digestOfAnotherRepositoryIsNotAnsweredFromMemory() throws Exception {
        accounts(Accounts.Scheme.BASIC);
        registry.push(
                "other/tool:1",
                ImageBuilder.scratch().layer(Map.of("tool", "x")).build());
        ImageRead.read(reading.images(), reference, Reading.of("shop", TIME));
        Exchange exchange = Reading.of("other", TIME);
        ImageRead.read(reading.images(), registry.reference("other/tool:1"), exchange);
        ImageReference stolen = registry.reference("other/tool").withDigest(IMAGE.digest());
        assertThat(Reading.failure(() -> reading.images().manifest(stolen, exchange))
                        .reason())
                .isEqualTo(Reason.NOT_FOUND);
    }

    @Test
    void secondTenantWithRightsCostsOneQuestionAndThenNone() throws Exception {
        accounts(Accounts.Scheme.BASIC);
        registry.accounts().add("bob", "bobs", "other/", "shop/");
        ImageRead.read(reading.images(), reference, Reading.of("shop", TIME));
        registry.clearLog();
        Exchange first = Reading.of("other", TIME);
        assertThat(ImageRead.read(reading.images(), reference, first)).isEqualTo(IMAGE.configDigest());
        assertThat(first.cost()).hasValue(1);
        assertThat(registry.log()).allMatch(request -> request.method().equals("HEAD"));
        Exchange second = Reading.of("other", TIME);
        ImageRead.read(reading.images(), reference, second);
        assertThat(second.cost()).hasValue(0);
    }

    @Test
    void publicRepositoriesAreAskedForOnceForAllTenants() throws Exception {
        for (int i = 0; i < 20; i++) {
            ImageRead.read(reading.images(), reference, Reading.of("team-" + i, TIME));
        }
        assertThat(registry.count()).isEqualTo(1);
    }

    @Test
    void strangersWhoAskAtTheSameMomentShareNeitherAnswerNorFailure() throws Exception {
        accounts(Accounts.Scheme.BEARER);
        registry.latency(Duration.ofMillis(30));
        List<Future<String>> answers = new ArrayList<>();
        try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 40; i++) {
                String namespace = i % 2 == 0 ? "shop" : "other";
                answers.add(all.submit(() -> {
                    try {
                        return namespace
                                + reading.images()
                                        .manifest(reference, Reading.of(namespace, TIME))
                                        .digest();
                    } catch (dev.plinth.review.source.UnavailableException e) {
                        return namespace + e.unavailable().reason();
                    }
                }));
            }
        }
        for (Future<String> answer : answers) {
            assertThat(answer.get()).isIn("shop" + IMAGE.digest(), "other" + Reason.UNAUTHORIZED);
        }
    }

    @Test
    void tokenOfOneCredentialIsNeverUsedForAnother() throws Exception {
        accounts(Accounts.Scheme.BEARER);
        ImageRead.read(reading.images(), reference, Reading.of("shop", TIME));
        List<String> anns = registry.authorizations().stream()
                .filter(header -> header.startsWith("Bearer"))
                .toList();
        registry.clearLog();
        Reading.failure(() -> reading.images().manifest(reference, Reading.of("other", TIME)));
        assertThat(registry.authorizations()).isNotEmpty().doesNotContainAnyElementsOf(anns);
    }
}
