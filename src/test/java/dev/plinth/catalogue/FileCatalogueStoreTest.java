package dev.plinth.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plinth.base.Base;
import dev.plinth.base.Classification;
import dev.plinth.base.Confidence;
import dev.plinth.base.Facts;
import dev.plinth.base.Tier;
import dev.plinth.base.Unavailable.Reason;
import dev.plinth.base.catalogue.CatalogueFormat;
import dev.plinth.base.inquiry.Catalogue;
import dev.plinth.base.inquiry.Classifier;
import dev.plinth.base.inquiry.Dossier;
import dev.plinth.base.inquiry.Inquiry;
import dev.plinth.base.inquiry.KnownBase;
import dev.plinth.base.inquiry.Need;
import dev.plinth.codec.Json;
import dev.plinth.codec.Yaml;
import dev.plinth.data.Node;
import dev.plinth.data.Parsed;
import dev.plinth.image.Platform;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.registry.Registries;
import dev.plinth.registry.settings.ProxySettings;
import dev.plinth.registry.settings.RegistrySettings;
import dev.plinth.review.credentials.Keychain;
import dev.plinth.review.reading.PlatformChoice;
import dev.plinth.review.resolution.Resolver;
import dev.plinth.review.source.CatalogueStore;
import dev.plinth.review.source.Deadline;
import dev.plinth.review.source.Exchange;
import dev.plinth.review.source.LayerReader;
import dev.plinth.review.source.RegistryListener;
import dev.plinth.review.source.Requester;
import dev.plinth.review.source.UnavailableException;
import dev.plinth.testing.images.ImageBuilder;
import dev.plinth.testing.images.IndexBuilder;
import dev.plinth.testing.images.RawArtifact;
import dev.plinth.testing.images.TestImage;
import dev.plinth.testing.registry.Answer;
import dev.plinth.testing.registry.FakeRegistry;
import dev.plinth.testing.registry.Fault;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCatalogueStoreTest {

    private static Vertx vertx;

    private FakeRegistry registry;
    private Registries client;
    private Instant now = Instant.parse("2026-11-25T10:00:00Z");

    @TempDir
    Path directory;

    @BeforeAll
    static void startClient() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stopClient() {
        vertx.close();
    }

    @BeforeEach
    void start() {
        registry = FakeRegistry.start();
        String document = "apiVersion: plinth.dev/v1\nkind: RegistryConfig\nregistries:\n- {prefix: \""
                + registry.host() + "\", plainHttp: true, allowPrivateAddresses: true}\n";
        client = Registries.connect(
                vertx, settings(document), ProxySettings.NONE, Keychain.ANONYMOUS, RegistryListener.NONE);
    }

    @AfterEach
    void stop() {
        client.close();
        registry.close();
    }

    private static RegistrySettings settings(String document) {
        if (Yaml.read(document) instanceof Parsed.Valid<Node>(Node node)
                && RegistrySettings.read(node) instanceof Parsed.Valid<RegistrySettings>(RegistrySettings settings)) {
            return settings;
        }
        throw new AssertionError(document);
    }

    /** Calls everything slim and built from {@code corp/root:1}. */
    private static final class Judge implements Classifier {

        @Override
        public Classification classify(Dossier dossier) {
            Base base = new Base(
                    ImageReference.parse("corp.example/root:1"),
                    false,
                    null,
                    null,
                    Confidence.CLAIMED,
                    null,
                    null,
                    null,
                    null,
                    List.of());
            return new Classification(
                    Tier.SLIM, List.of(), null, base, List.of(), Facts.UNKNOWN, List.of(), List.of(), 1);
        }

        @Override
        public List<Inquiry> inquiries(Dossier dossier, Set<Need> needs) {
            return List.of();
        }
    }

    private FileCatalogueStore store() {
        return store(UnaryOperator.identity());
    }

    private FileCatalogueStore store(UnaryOperator<ImageReference> identity) {
        LayerReader unread = (_, _, _) -> {
            throw new AssertionError("content was asked for");
        };
        return new FileCatalogueStore(
                directory,
                new Resolver.Sources(client.images(), new Json(), unread),
                client.artifacts(),
                new FileCatalogueStore.Judging(
                        _ -> new Judge(),
                        new PlatformChoice(List.of(Platform.LINUX_AMD64, Platform.LINUX_ARM64)),
                        identity),
                (InstantSource) () -> now);
    }

    private static Exchange soon() {
        return Exchange.of(Requester.OPERATOR, Deadline.after(Duration.ofSeconds(20)));
    }

    private CatalogueStore.Update update(String... bases) throws IOException, UnavailableException {
        client.forget();
        registry.clearLog();
        return store().update(Arrays.asList(bases), soon(), CatalogueStore.Progress.SILENT);
    }

    private static TestImage image(String content) {
        return ImageBuilder.scratch().layer(Map.of("content", content)).build();
    }

    private String name(String path) {
        return registry.reference(path).canonical();
    }

    private KnownBase newest(Catalogue catalogue, String path) {
        return catalogue.newest(registry.reference(path), Platform.LINUX_AMD64).orElseThrow();
    }

    @Test
    void aTagIsReadOncePerPlatformAndThenCostsOneHead() throws Exception {
        RawArtifact index = IndexBuilder.of(
                        image("amd64"),
                        ImageBuilder.scratch()
                                .layer(Map.of("content", "arm64"))
                                .platform("linux", "arm64")
                                .build(),
                        ImageBuilder.scratch()
                                .layer(Map.of("content", "s390x"))
                                .platform("linux", "s390x")
                                .build())
                .build();
        registry.push("base/app:1", index);

        CatalogueStore.Update first = update(name("base/app:1"));
        assertThat(first.failures()).isEmpty();
        assertThat(first.added()).isEqualTo(2);
        assertThat(first.unchanged()).isZero();

        now = now.plus(Duration.ofDays(1));
        CatalogueStore.Update second = update(name("base/app:1"));
        assertThat(second.added()).isZero();
        assertThat(second.unchanged()).isEqualTo(1);
        assertThat(registry.log()).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("HEAD");
        });
        assertThat(newest(second.catalogue(), "base/app:1").seen()).isEqualTo(now);
    }

    @Test
    void aBuildIsJudgedAndFoundBelowAnImage() throws Exception {
        TestImage base = image("base");
        registry.push("base/app:1", base);
        Catalogue catalogue = update(name("base/app:1")).catalogue();

        TestImage child = ImageBuilder.from(base)
                .layer(Map.of("app", "own"))
                .recompressed()
                .build();
        List<Catalogue.Match> matches = catalogue.prefixes(
                child.layers().stream().map(layer -> layer.digest()).toList(),
                child.layers().stream().map(layer -> layer.diffId()).toList());
        assertThat(matches).singleElement().satisfies(match -> {
            assertThat(match.byDiffId()).isTrue();
            assertThat(match.base().tier()).isEqualTo(Tier.SLIM);
            assertThat(match.base().names()).containsExactly(registry.reference("base/app:1"));
            assertThat(match.base().manifest()).isEqualTo(base.digest());
            assertThat(match.base().parent()).isEqualTo(ImageReference.parse("corp.example/root:1"));
        });
        assertThat(catalogue.knows(registry.reference("base/app:2"))).isTrue();
        assertThat(catalogue.built()).isEqualTo(now);
    }

    @Test
    void aTagThatMovesLeavesItsOldBuildBehind() throws Exception {
        registry.push("base/app:1", image("old"));
        update(name("base/app:1"));
        registry.push("base/app:1", image("new"));
        now = now.plus(Duration.ofDays(30));
        CatalogueStore.Update moved = update(name("base/app:1"));

        assertThat(moved.added()).isEqualTo(1);
        assertThat(moved.catalogue().builds().filter(build -> build.names().contains(registry.reference("base/app:1"))))
                .hasSize(2)
                .filteredOn(KnownBase::current)
                .singleElement()
                .satisfies(build ->
                        assertThat(build.manifest()).isEqualTo(image("new").digest()));

        // And back again: known, so that one HEAD tells.
        registry.push("base/app:1", image("old"));
        now = now.plus(Duration.ofDays(1));
        CatalogueStore.Update back = update(name("base/app:1"));
        assertThat(back.unchanged()).isEqualTo(1);
        assertThat(newest(back.catalogue(), "base/app:1").manifest())
                .isEqualTo(image("old").digest());
    }

    @Test
    void patternsFollowTheTagsThatMatch() throws Exception {
        for (String tag : List.of("1.0", "1.1", "2.0", "sha256-" + "a".repeat(64) + ".sig")) {
            registry.push("base/app:" + tag, image(tag));
        }
        CatalogueStore.Update update = update(registry.host() + "/base/app:1.*");
        assertThat(update.tags()).isEqualTo(2);
        assertThat(update.catalogue().newest(registry.reference("base/app:1.1"), Platform.LINUX_AMD64))
                .isPresent();
        assertThat(update(registry.host() + "/base/app:*").tags()).isEqualTo(3);
    }

    @Test
    void withoutATagLatestIsMeant() throws Exception {
        registry.push("base/app:latest", image("x"));
        assertThat(update(registry.host() + "/base/app").catalogue().knows(registry.reference("base/app")))
                .isTrue();
    }

    @Test
    void whatCannotBeReadIsReportedAndHoldsNothingUp() throws Exception {
        registry.push("base/app:1", image("x"));
        CatalogueStore.Update update = update(
                name("base/app:1"),
                name("base/gone:1"),
                registry.host() + "/base/app@" + image("x").digest(),
                "not a reference",
                registry.host() + "/nowhere/at:*");
        assertThat(update.added()).isEqualTo(1);
        assertThat(update.failures())
                .extracting(failure -> failure.why().reason())
                .containsExactlyInAnyOrder(
                        Reason.NOT_FOUND, Reason.UNSUPPORTED, Reason.INVALID_REFERENCE, Reason.NOT_FOUND);
    }

    @Test
    void aRegistryThatIsExhaustedIsNotAskedAgain() throws Exception {
        registry.fault("/manifests/", Fault.status(429, "Retry-After", "600"));
        List<String> many = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            many.add(name("base/app:" + i));
        }
        CatalogueStore.Update update = update(many.toArray(String[]::new));
        assertThat(update.failures())
                .hasSize(40)
                .allSatisfy(failure -> assertThat(failure.why().reason()).isEqualTo(Reason.RATE_LIMITED));
        assertThat(registry.count()).isLessThan(10);
    }

    @Test
    void theDeadlineEndsTheLookWithWhatWasFound() throws Exception {
        registry.push("base/app:1", image("x"));
        CatalogueStore.Update update = store().update(
                        List.of(name("base/app:1")),
                        Exchange.of(Requester.OPERATOR, Deadline.after(Duration.ZERO)),
                        CatalogueStore.Progress.SILENT);
        assertThat(update.failures())
                .extracting(failure -> failure.why().reason())
                .containsExactly(Reason.TIMED_OUT);
    }

    @Test
    void progressIsToldForEveryTag() throws Exception {
        registry.push("base/app:1", image("x"));
        registry.push("base/app:2", image("y"));
        List<Integer> done = Collections.synchronizedList(new ArrayList<>());
        store().update(List.of(registry.host() + "/base/app:*"), soon(), (at, of, _) -> done.add(at * 10 + of));
        assertThat(done).containsExactlyInAnyOrder(12, 22);
    }

    @Test
    void namesAreWhatImagesAreAndNotWhereTheyCameFrom() throws Exception {
        registry.push("hub/library/mine:1-trixie", image("x"));
        UnaryOperator<ImageReference> identity = reference -> new ImageReference(
                "docker.io", reference.repository().substring("hub/".length()), reference.tag(), reference.digest());
        Catalogue catalogue = store(identity)
                .update(List.of(name("hub/library/mine:1-trixie")), soon(), CatalogueStore.Progress.SILENT)
                .catalogue();
        assertThat(catalogue.knows(ImageReference.parse("mine"))).isTrue();
        assertThat(catalogue.knows(registry.reference("hub/library/mine"))).isFalse();
    }

    @Test
    void whatWasReadIsKeptBesideWhatIsShipped() throws Exception {
        registry.push("base/app:1", image("x"));
        update(name("base/app:1"));
        Catalogue loaded = store().load();
        assertThat(loaded.knows(registry.reference("base/app"))).isTrue();
        assertThat(loaded.chains()).isEqualTo(ShippedCatalogue.builds().size() + 1);
        assertThat(Files.list(directory)).containsExactly(directory.resolve("catalogue.plinth"));
    }

    @Test
    void aDamagedFileIsAnErrorThatNamesItAndIsNotOverwritten() throws Exception {
        registry.push("base/app:1", image("x"));
        update(name("base/app:1"));
        Path file = directory.resolve("catalogue.plinth");
        byte[] damaged = Files.readAllBytes(file);
        damaged[damaged.length / 2] ^= 1;
        Files.write(file, damaged);

        UnavailableException e = catchThrowableOfType(UnavailableException.class, () -> store().load());
        assertThat(e.unavailable().reason()).isEqualTo(Reason.MALFORMED);
        assertThat(e).hasMessageContaining(file.toString()).hasMessageContaining("checksum");
        assertThatThrownBy(() -> update(name("base/app:1"))).isInstanceOf(UnavailableException.class);
        assertThat(Files.readAllBytes(file)).isEqualTo(damaged);
    }

    @Test
    void aNamedFileMustBeThere() {
        assertThatThrownBy(() -> store().load(directory.resolve("none"))).isInstanceOf(IOException.class);
    }

    @Test
    void theCatalogueIsSharedThroughARegistry() throws Exception {
        registry.push("base/app:1", image("x"));
        update(name("base/app:1"));
        ImageReference at = registry.reference("plinth/catalogue:v1");
        assertThat(store().push(at, soon()).toString()).startsWith("sha256:");

        Files.delete(directory.resolve("catalogue.plinth"));
        assertThat(store().load().knows(registry.reference("base/app"))).isFalse();
        assertThat(store().load(at, soon()).knows(registry.reference("base/app")))
                .isTrue();
        assertThat(store().load().knows(registry.reference("base/app"))).isFalse();
        assertThat(store().pull(at, soon()).knows(registry.reference("base/app")))
                .isTrue();
        assertThat(store().load().knows(registry.reference("base/app"))).isTrue();
    }

    @Test
    void aPulledBuildIsReadAgainOnlyIfItsTagHasMoved() throws Exception {
        registry.push("base/app:1", image("x"));
        update(name("base/app:1"));
        ImageReference at = registry.reference("plinth/catalogue:v1");
        store().push(at, soon());
        Files.delete(directory.resolve("catalogue.plinth"));
        store().pull(at, soon());
        assertThat(update(name("base/app:1")).unchanged()).isEqualTo(1);
    }

    @Test
    void anImageIsNoCatalogueAndBytesThatAreNoneAreRefused() throws Exception {
        registry.push("base/app:1", image("x"));
        UnavailableException image = catchThrowableOfType(
                UnavailableException.class, () -> store().pull(registry.reference("base/app:1"), soon()));
        assertThat(image.unavailable().reason()).isEqualTo(Reason.UNSUPPORTED);

        ImageReference at = registry.reference("plinth/catalogue:bad");
        client.artifacts()
                .push(at, CatalogueFormat.MEDIA_TYPE, "not a catalogue".getBytes(StandardCharsets.UTF_8), soon());
        UnavailableException bytes = catchThrowableOfType(UnavailableException.class, () -> store().pull(at, soon()));
        assertThat(bytes.unavailable().reason()).isEqualTo(Reason.MALFORMED);
        assertThat(directory.resolve("catalogue.plinth")).doesNotExist();
    }

    @Test
    void aCatalogueIsNotPushedToADigest() {
        ImageReference pinned =
                registry.reference("plinth/catalogue@" + image("x").digest());
        assertThatThrownBy(() -> store().push(pinned, soon())).isInstanceOf(UnavailableException.class);
    }

    @Test
    void repositoriesOfAPatternAreThoseThatTheRegistryLists() throws Exception {
        registry.push("base/app:1", image("x"));
        registry.push("base/other:1", image("y"));
        registry.push("shop/cart:1", image("z"));
        registry.file(
                "/v2/_catalog",
                Answer.json(200, "{\"repositories\":[\"base/app\",\"base/other\",\"shop/cart\",\"UPPER\"]}"));
        CatalogueStore.Update update = update(registry.host() + "/base/*:*");
        assertThat(update.failures()).isEmpty();
        assertThat(update.catalogue().knows(registry.reference("base/app"))).isTrue();
        assertThat(update.catalogue().knows(registry.reference("base/other"))).isTrue();
        assertThat(update.catalogue().knows(registry.reference("shop/cart"))).isFalse();
    }

    @Test
    void aRegistryThatListsNoRepositoriesSaysSo() throws Exception {
        CatalogueStore.Update update = update(registry.host() + "/base/*:*");
        assertThat(update.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.why().reason()).isIn(Reason.NOT_FOUND, Reason.UNSUPPORTED));
    }
}
