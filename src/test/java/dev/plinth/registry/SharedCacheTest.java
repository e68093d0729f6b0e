package dev.plinth.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.base.Unavailable.Reason;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.registry.address.Resolver;
import dev.plinth.registry.shared.RedisStore;
import dev.plinth.registry.shared.SharedStore;
import dev.plinth.review.credentials.Credential;
import dev.plinth.review.credentials.Keychain;
import dev.plinth.review.source.RegistryListener;
import dev.plinth.testing.images.ImageBuilder;
import dev.plinth.testing.images.IndexBuilder;
import dev.plinth.testing.images.TestArtifact;
import dev.plinth.testing.images.TestImage;
import dev.plinth.testing.redis.FakeRedis;
import dev.plinth.testing.redis.FakeRedis.Behaviour;
import dev.plinth.testing.registry.Accounts;
import dev.plinth.testing.registry.FakeRegistry;
import dev.plinth.testing.registry.Fault;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Replicas that remember together: what they spare each other, what they do not believe, and what they do without it. */
class SharedCacheTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final TestImage IMAGE =
            ImageBuilder.scratch().layer(Map.of("etc/os-release", "ID=debian")).build();
    private static final TestImage OTHER =
            ImageBuilder.scratch().layer(Map.of("etc/os-release", "ID=other")).build();
    private static final TestArtifact INDEX = IndexBuilder.of(IMAGE).build();
    private static final Credential ANN = Credential.basic("ann", "anns-secret", "pull secret shop/regcred");

    private final FakeRegistry registry = FakeRegistry.start();
    private final FakeRedis redis = FakeRedis.start();
    private final List<Redis> clients = new ArrayList<>();
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void stop() {
        clients.forEach(Redis::close);
        redis.close();
        registry.close();
    }

    private Redis client() {
        Redis client = Redis.createClient(
                VERTX,
                new RedisOptions()
                        .setConnectionString(redis.url())
                        .setNetClientOptions(new NetClientOptions().setReadIdleTimeout(1)));
        clients.add(client);
        return client;
    }

    private SharedStore store() {
        return new RedisStore(client());
    }

    /** A program that has just started. */
    private Reading replica(Keychain keychain, SharedStore store) {
        RegistryListener listener = new RegistryListener() {
            @Override
            public void cached(String cache, String result) {
                if (cache.equals("shared")) {
                    heard.add(result);
                }
            }
        };
        return Reading.of(
                Reading.plain(registry.host()) + "cache: {failures: 0s}\n", keychain, Resolver.SYSTEM, listener, store);
    }

    private Reading replica() {
        return replica(Keychain.ANONYMOUS, store());
    }

    private void isRead(Reading replica) throws Exception {
        assertThat(ImageRead.read(replica.images(), registry.reference("shop/cart:1"), Reading.soon()))
                .isEqualTo(IMAGE.configDigest());
    }

    private List<String> fetched() {
        return registry.log().stream()
                .filter(request -> request.path().startsWith("/v2/"))
                .map(request -> request.method())
                .toList();
    }

    /** Index, manifest and configuration; writes are not waited for. */
    private void firstReplicaReads() throws Exception {
        registry.push("shop/cart:1", INDEX);
        try (Reading first = replica()) {
            isRead(first);
        }
        for (int i = 0; i < 100 && redis.values().size() < 4; i++) {
            Thread.sleep(20);
        }
        assertThat(redis.values()).hasSize(4);
        registry.clearLog();
        heard.clear();
    }

    @Test
    void secondReplicaFetchesNoDocumentAndAsksOnlyWhetherTheTagStillHolds() throws Exception {
        firstReplicaReads();
        try (Reading second = replica()) {
            isRead(second);
            assertThat(fetched()).containsExactly("HEAD");
            assertThat(heard).containsExactly("hit", "hit", "hit");
        }
    }

    @Test
    void documentsAndHintsEndByThemselves() throws Exception {
        firstReplicaReads();
        assertThat(redis.keeps())
                .allSatisfy((key, seconds) ->
                        assertThat(seconds).isEqualTo(key.startsWith("plinth:1:tag:") ? 3_600 : 7 * 24 * 3_600));
    }

    @Test
    void neitherCredentialsNorNamesOfRepositoriesAreWritten() throws Exception {
        registry.accounts().scheme(Accounts.Scheme.BEARER).add("ann", "anns-secret");
        registry.push("shop/cart:1", INDEX);
        try (Reading first = replica(Reading.everybody(ANN), store())) {
            isRead(first);
            Thread.sleep(200);
        }
        assertThat(redis.values()).hasSize(4).allSatisfy((key, value) -> {
            assertThat(key).matches("plinth:1:(document|tag):[0-9a-f]{64}");
            assertThat(new String(value, StandardCharsets.UTF_8)).doesNotContain("secret", "Bearer", "shop/cart");
        });
    }

    @Test
    void movedTagIsReadAnewHoweverFreshTheHintIs() throws Exception {
        firstReplicaReads();
        registry.push("shop/cart:1", OTHER);
        try (Reading second = replica()) {
            assertThat(second.manifest(registry.reference("shop/cart:1")).digest())
                    .isEqualTo(OTHER.digest());
        }
    }

    @Test
    void deletedTagIsNotFoundThoughTheStoreHasIt() throws Exception {
        firstReplicaReads();
        registry.delete("shop/cart", "1");
        try (Reading second = replica()) {
            assertThat(Reading.failure(() -> second.manifest(registry.reference("shop/cart:1")))
                            .reason())
                    .isEqualTo(Reason.NOT_FOUND);
        }
    }

    @Test
    void whoMayNotReadTheRepositoryIsAnsweredNothingFromTheStore() throws Exception {
        registry.accounts().scheme(Accounts.Scheme.BASIC).add("ann", "anns-secret");
        registry.push("shop/cart:1", INDEX);
        Keychain onlyShop = Reading.byNamespace(Map.of("shop", ANN));
        ImageReference byTag = registry.reference("shop/cart:1");
        List<ImageReference> all = List.of(byTag, byTag.withDigest(INDEX.digest()), byTag.withDigest(IMAGE.digest()));
        try (Reading first = replica(onlyShop, store())) {
            ImageRead.read(first.images(), byTag, Reading.of("shop", Duration.ofSeconds(20)));
            Thread.sleep(200);
        }
        assertThat(redis.values()).hasSize(4);
        try (Reading second = replica(onlyShop, store())) {
            for (ImageReference reference : all) {
                assertThat(Reading.failure(() -> second.images()
                                        .manifest(reference, Reading.of("thief", Duration.ofSeconds(20))))
                                .reason())
                        .isEqualTo(Reason.UNAUTHORIZED);
            }
            // What the thief's question brought into this replica's own memory is not his either.
            registry.clearLog();
            assertThat(second.images()
                            .manifest(all.get(1), Reading.of("shop", Duration.ofSeconds(20)))
                            .digest())
                    .isEqualTo(INDEX.digest());
            assertThat(fetched()).allMatch("HEAD"::equals);
        }
    }

    @Test
    void digestOpensNothingInAnotherRepository() throws Exception {
        firstReplicaReads();
        registry.push("evil/cart:1", OTHER);
        try (Reading second = replica()) {
            // Who may read that other repository, as was just seen, is not asked again for a while.
            second.manifest(registry.reference("evil/cart:1"));
            ImageReference elsewhere = registry.reference("evil/cart:1").withDigest(INDEX.digest());
            assertThat(Reading.failure(() -> second.manifest(elsewhere)).reason())
                    .isEqualTo(Reason.NOT_FOUND);
        }
    }

    @Test
    void poisonedDocumentsAreRefusedAndReadAnew() throws Exception {
        firstReplicaReads();
        redis.poison("document", value -> {
            value[value.length / 2] ^= 1;
            return value;
        });
        try (Reading second = replica()) {
            isRead(second);
            assertThat(heard).containsExactly("refused", "refused", "refused");
            Thread.sleep(200);
        }
        heard.clear();
        try (Reading third = replica()) {
            isRead(third);
            assertThat(heard).containsExactly("hit", "hit", "hit");
        }
    }

    @Test
    void hintThatLiesLeadsNowhere() throws Exception {
        firstReplicaReads();
        registry.push("shop/cart:other", OTHER);
        try (Reading first = replica()) {
            first.manifest(registry.reference("shop/cart:other"));
            Thread.sleep(200);
        }
        // Both documents lie in the store, and the hint names the wrong one.
        redis.poison("tag", _ -> OTHER.digest().toString().getBytes(StandardCharsets.US_ASCII));
        try (Reading second = replica()) {
            isRead(second);
        }
        redis.poison("tag", _ -> new byte[] {'x', 0, (byte) 0xff});
        try (Reading third = replica()) {
            isRead(third);
        }
    }

    @Test
    void oversizedValuesAreNeitherTakenNorWritten() throws Exception {
        firstReplicaReads();
        redis.poison("document", value -> new byte[SharedStore.LARGEST + 1]);
        try (Reading second = replica()) {
            isRead(second);
        }
        RedisStore store = new RedisStore(client());
        store.put("large", new byte[SharedStore.LARGEST + 1], Duration.ofMinutes(1));
        store.put("small", new byte[SharedStore.LARGEST], Duration.ofMinutes(1));
        for (int i = 0; i < 100 && !redis.values().containsKey("small"); i++) {
            Thread.sleep(20);
        }
        assertThat(redis.values()).containsKey("small").doesNotContainKey("large");
    }

    @ParameterizedTest
    @EnumSource(value = Behaviour.class, names = "GOOD", mode = EnumSource.Mode.EXCLUDE)
    void misbehavingStoreChangesNoAnswerAndCostsLittle(Behaviour behaviour) throws Exception {
        firstReplicaReads();
        redis.behave(behaviour);
        SharedStore store = store();
        try (Reading second = replica(Keychain.ANONYMOUS, store)) {
            long start = System.nanoTime();
            isRead(second);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
            assertThat(fetched()).containsExactly("GET", "GET", "GET");
            for (int i = 0; i < 10; i++) {
                store.get("any");
            }
            // Now it is left aside, and costs nothing.
            start = System.nanoTime();
            for (int i = 0; i < 1_000; i++) {
                assertThat(store.get("any")).isEqualTo(new SharedStore.Away());
                store.put("any", new byte[100], Duration.ofMinutes(1));
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(200));
        }
    }

    @Test
    void storeThatWasAwayIsUsedAgain() throws Exception {
        firstReplicaReads();
        SharedStore store = store();
        String key = redis.values().keySet().iterator().next();
        assertThat(store.get(key)).isInstanceOf(SharedStore.Value.class);
        redis.behave(Behaviour.HANG);
        for (int i = 0; i < 5; i++) {
            assertThat(store.get(key)).isEqualTo(new SharedStore.Away());
        }
        redis.behave(Behaviour.GOOD);
        assertThat(store.get(key)).isEqualTo(new SharedStore.Away());
        SharedStore.Found found = new SharedStore.Away();
        // A probe that is late on a busy machine doubles the pause before the next.
        for (int i = 0; i < 450 && found.equals(new SharedStore.Away()); i++) {
            Thread.sleep(100);
            found = store.get(key);
        }
        assertThat(found).isInstanceOf(SharedStore.Value.class);
    }

    @Test
    void everyReadOfAThousandAtOnceEndsInTimeAndConnectionsStayFew() throws Exception {
        redis.behave(Behaviour.HANG);
        SharedStore store = store();
        long start = System.nanoTime();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                store.get("any");
                store.put("any", new byte[100], Duration.ofMinutes(1));
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
        assertThat(redis.openConnections()).isLessThanOrEqualTo(8);
    }

    @Test
    void registryThatIsDownIsSaidToBeDown() throws Exception {
        firstReplicaReads();
        registry.fault("/v2/", Fault.status(503));
        try (Reading second = replica()) {
            // Without the registry's word nobody knows whether this requester may read, nor where the tag points to.
            assertThat(Reading.failure(() -> second.manifest(registry.reference("shop/cart:1")))
                            .reason())
                    .isEqualTo(Reason.UNREACHABLE);
        }
    }
}
