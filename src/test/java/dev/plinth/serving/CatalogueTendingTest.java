package dev.plinth.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.base.Facts;
import dev.plinth.base.Tier;
import dev.plinth.base.Unavailable;
import dev.plinth.base.Unavailable.Reason;
import dev.plinth.base.catalogue.ChainCatalogue;
import dev.plinth.base.catalogue.KnownBuild;
import dev.plinth.base.inquiry.Catalogue;
import dev.plinth.image.Platform;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.review.source.CatalogueStore;
import dev.plinth.review.source.Exchange;
import dev.plinth.review.source.UnavailableException;
import dev.plinth.serving.CatalogueTending.Kept;
import dev.plinth.serving.CatalogueTending.Sources;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CatalogueTendingTest {

    private static final ImageReference REFERENCE = ImageReference.parse("registry.corp/plinth/catalogue:v1");
    private static final Sources ALL = new Sources(Path.of("file"), REFERENCE, Duration.ofHours(6));

    private final Store store = new Store();
    private final List<Integer> told = new ArrayList<>();

    /** Knows one build more with each thing that it takes in. */
    private static final class Store implements CatalogueStore {

        private final List<String> asked = new ArrayList<>();
        private final List<KnownBuild> known = new ArrayList<>();
        private @Nullable String failing;

        private Catalogue taken(String what) throws UnavailableException {
            asked.add(what);
            if (what.equals(failing)) {
                throw new UnavailableException(Unavailable.of(Reason.UNREACHABLE, "registry.corp", "away"));
            }
            known.add(build(asked.size()));
            return load();
        }

        private static KnownBuild build(int number) {
            return new KnownBuild(
                    List.of(new KnownBuild.Name(
                            ImageReference.parse("base:" + number), Instant.ofEpochSecond(1_790_000_000L + number))),
                    Platform.LINUX_AMD64,
                    List.of(Digest.sha256("%064x".formatted(number))),
                    List.of(),
                    1,
                    Tier.SLIM,
                    Facts.UNKNOWN,
                    null,
                    null,
                    null,
                    null);
        }

        @Override
        public Catalogue load() {
            return ChainCatalogue.of(known);
        }

        @Override
        public Catalogue load(Path file) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Catalogue load(ImageReference reference, Exchange exchange) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<String> wellKnown() {
            return List.of();
        }

        @Override
        public Update update(List<String> bases, Exchange exchange, Progress progress) throws UnavailableException {
            assertThat(exchange.background()).isTrue();
            return new Update(taken("bases " + bases), 1, 0, 1, List.of());
        }

        @Override
        public Digest push(ImageReference reference, Exchange exchange) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Catalogue pull(ImageReference reference, Exchange exchange) throws UnavailableException {
            return taken("reference " + reference);
        }

        @Override
        public Catalogue adopt(Path file) throws IOException, UnavailableException {
            return taken("file " + file);
        }
    }

    private CatalogueTending tending(Sources sources, List<String> bases) {
        return new CatalogueTending(
                sources, () -> Optional.of(new Kept(store, bases)), catalogue -> told.add(catalogue.chains()));
    }

    @Test
    void fileArtifactAndBasesAreTakenInTogether() {
        assertThat(tending(ALL, List.of("registry.corp/base/*:*")).look()).isTrue();
        assertThat(store.asked)
                .containsExactly("file file", "reference " + REFERENCE, "bases [registry.corp/base/*:*]");
        assertThat(told).containsExactly(3);
    }

    @Test
    void whatFailsHoldsUpNothingElseAndIsTriedAgainSoon() {
        store.failing = "reference " + REFERENCE;
        assertThat(tending(ALL, List.of("base:1")).look()).isFalse();
        assertThat(told).containsExactly(2);
    }

    @Test
    void nothingConfiguredAsksNobody() {
        assertThat(tending(new Sources(null, null, Duration.ofHours(6)), List.of())
                        .look())
                .isTrue();
        assertThat(store.asked).isEmpty();
    }

    @Test
    void withoutADocumentItWaits() {
        CatalogueTending early = new CatalogueTending(ALL, Optional::empty, catalogue -> told.add(0));
        assertThat(early.look()).isFalse();
        assertThat(told).isEmpty();
    }

    @Test
    void itRunsInTheBackgroundUntilItIsClosed() throws InterruptedException {
        CountDownLatch looked = new CountDownLatch(1);
        try (CatalogueTending tending =
                new CatalogueTending(ALL, () -> Optional.of(new Kept(store, List.of())), _ -> looked.countDown())) {
            tending.begin();
            assertThat(looked.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aCatalogueInForceAnswersByTheLatest() throws UnavailableException {
        CatalogueInForce inForce = new CatalogueInForce(ChainCatalogue.EMPTY);
        assertThat(inForce.replace(ChainCatalogue.EMPTY)).isFalse();
        assertThat(inForce.replace(store.taken("one"))).isTrue();
        assertThat(inForce.chains()).isEqualTo(1);
        assertThat(inForce.knows(ImageReference.parse("base"))).isTrue();
        assertThat(inForce.newest(ImageReference.parse("base:1"), Platform.LINUX_AMD64))
                .isPresent();
        assertThat(inForce.prefixes(List.of(Digest.sha256("%064x".formatted(1))), List.of()))
                .hasSize(1);
        assertThat(inForce.builds()).hasSize(1);
        assertThat(inForce.built()).isEqualTo(store.load().built());
    }
}
