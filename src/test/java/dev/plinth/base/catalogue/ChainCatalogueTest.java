package dev.plinth.base.catalogue;

import static dev.plinth.base.catalogue.Builds.DAY;
import static dev.plinth.base.catalogue.Builds.build;
import static dev.plinth.base.catalogue.Builds.digest;
import static dev.plinth.base.catalogue.Builds.digests;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.base.inquiry.Catalogue.Match;
import dev.plinth.image.Platform;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChainCatalogueTest {

    private static final Digest BUILDKIT_EMPTY =
            Digest.sha256("4f4fb700ef54461cfa02571ae0db9a0dc1e0cdb5577484a6d75e68dc38e8acc1");
    private static final Digest EMPTY_TAR =
            Digest.sha256("5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef");

    private static ChainCatalogue of(KnownBuild... builds) {
        return new CatalogueMerge().add(List.of(builds)).catalogue();
    }

    private static List<String> names(List<Match> matches) {
        return matches.stream()
                .map(match -> match.base().names().getFirst().familiar() + (match.byDiffId() ? " by diff id" : ""))
                .toList();
    }

    @Test
    void onlyCompleteChainsInOrderAreAncestors() {
        ChainCatalogue catalogue = of(
                build("root:1", DAY, null, digests(1)),
                build("middle:1", DAY, null, digests(1, 2, 3)),
                build("other:1", DAY, null, digests(2)));
        assertThat(names(catalogue.prefixes(digests(1, 2, 3, 4), List.of()))).containsExactly("root:1", "middle:1");
        assertThat(names(catalogue.prefixes(digests(1, 2), List.of()))).containsExactly("root:1");
        assertThat(names(catalogue.prefixes(digests(1, 3, 2), List.of()))).containsExactly("root:1");
        assertThat(names(catalogue.prefixes(digests(4, 1, 2, 3), List.of()))).isEmpty();
        assertThat(names(catalogue.prefixes(List.of(), List.of()))).isEmpty();
    }

    @Test
    void recompressedLayersMatchByDiffIdAndNothingMatchesTwice() {
        ChainCatalogue catalogue = of(
                build("root:1", DAY, null, digests(1), digests(101)),
                build("middle:1", DAY, null, digests(1, 2), digests(101, 102)));
        assertThat(names(catalogue.prefixes(digests(1, 2), digests(101, 102)))).containsExactly("root:1", "middle:1");
        assertThat(names(catalogue.prefixes(digests(1, 9), digests(101, 102))))
                .containsExactly("root:1", "middle:1 by diff id");
        assertThat(names(catalogue.prefixes(digests(8, 9), digests(101, 102))))
                .containsExactly("root:1 by diff id", "middle:1 by diff id");
    }

    @Test
    void aDiffIdIsNotTakenForACompressedDigest() {
        ChainCatalogue catalogue = of(build("root:1", DAY, null, digests(1), digests(101)));
        assertThat(catalogue.prefixes(digests(101), digests(1))).isEmpty();
    }

    @Test
    void ofBuildsWithTheSameLayersTheNewestComesLast() {
        ChainCatalogue catalogue = of(
                build("b:1", DAY, digest(51), digests(1)),
                build("a:1", DAY.minus(Duration.ofDays(3)), digest(50), digests(1)),
                build("c:1", DAY.plus(Duration.ofDays(3)), digest(52), digests(1)));
        assertThat(names(catalogue.prefixes(digests(1, 2), List.of()))).containsExactly("a:1", "b:1", "c:1");
    }

    @Test
    void aBuildThatAddsNothingButEmptyLayersIsNoNearerBase() {
        ChainCatalogue catalogue = of(
                build("root:1", DAY, null, digests(1), digests(101)),
                build("app:1", DAY, null, List.of(digest(1), BUILDKIT_EMPTY), List.of(digest(101), EMPTY_TAR)),
                build(
                        "real:1",
                        DAY,
                        null,
                        List.of(digest(1), BUILDKIT_EMPTY, digest(3)),
                        List.of(digest(101), EMPTY_TAR, digest(103))));
        List<Digest> layers = List.of(digest(1), BUILDKIT_EMPTY, digest(3), digest(4));
        assertThat(names(catalogue.prefixes(layers, List.of()))).containsExactly("root:1", "real:1");
        // Recompressed, the empty layer is known by its content.
        assertThat(names(catalogue.prefixes(digests(11, 12, 13), List.of(digest(101), EMPTY_TAR, digest(103)))))
                .containsExactly("root:1 by diff id", "real:1 by diff id");
    }

    @Test
    void aBuildOfNothingButEmptyLayersIsNotTakenIn() {
        assertThatThrownBy(() -> build("x:1", DAY, null, List.of(BUILDKIT_EMPTY)))
                .hasMessageContaining("empty layers");
    }

    @Test
    void theNewestBuildOfANameIsCurrentPerPlatform() {
        KnownBuild old = build("a:1", DAY, digest(50), digests(1));
        KnownBuild fresh = build("a:1", DAY.plusSeconds(60), digest(51), digests(2));
        KnownBuild arm = new KnownBuild(
                List.of(new KnownBuild.Name(ImageReference.parse("a:1"), DAY.plusSeconds(90))),
                Platform.LINUX_ARM64,
                digests(3),
                List.of(),
                1,
                null,
                old.facts(),
                null,
                digest(52),
                null,
                null);
        ChainCatalogue catalogue = of(old, fresh, arm);
        ImageReference name = ImageReference.parse("a:1");
        assertThat(catalogue.newest(name, Platform.LINUX_AMD64).orElseThrow().manifest())
                .isEqualTo(digest(51));
        assertThat(catalogue
                        .newest(name.withDigest(digest(9)), Platform.LINUX_ARM64)
                        .orElseThrow()
                        .manifest())
                .isEqualTo(digest(52));
        assertThat(catalogue.newest(name, Platform.of("windows", "amd64"))).isEmpty();
        assertThat(catalogue.builds().filter(base -> !base.current()))
                .singleElement()
                .satisfies(base -> assertThat(base.manifest()).isEqualTo(digest(50)));
        assertThat(catalogue.built()).isEqualTo(DAY.plusSeconds(90));
        assertThat(catalogue.knows(ImageReference.parse("a:other"))).isTrue();
        assertThat(catalogue.knows(ImageReference.parse("b:1"))).isFalse();
    }

    @Test
    void digestsOfOtherAlgorithmsAreSimplyUnknown() {
        Digest sha512 = new Digest("sha512", "0".repeat(127) + "1");
        ChainCatalogue catalogue = of(build("root:1", DAY, null, digests(1)));
        assertThat(catalogue.prefixes(List.of(sha512, digest(1)), List.of(sha512, digest(1))))
                .isEmpty();
        assertThatThrownBy(() -> build("x:1", DAY, null, List.of(sha512))).hasMessageContaining("sha256");
    }

    @Test
    void anImageWithEndlesslyManyLayersIsLookedAtNoFurtherThanBasesReach() {
        ChainCatalogue catalogue = of(build("root:1", DAY, null, digests(1)));
        List<Digest> many = new ArrayList<>();
        for (int i = 1; i < 5000; i++) {
            many.add(digest(i));
        }
        assertThat(catalogue.prefixes(many, List.of())).hasSize(1);
    }

    @Test
    void theEmptyCatalogueAnswersNothing() {
        assertThat(ChainCatalogue.EMPTY.prefixes(digests(1), digests(2))).isEmpty();
        assertThat(ChainCatalogue.EMPTY.built()).isEqualTo(Instant.EPOCH);
        assertThat(ChainCatalogue.EMPTY.chains()).isZero();
    }

    @Test
    void whatGoesInComesOutWhateverItIs() {
        for (int seed = 0; seed < 20; seed++) {
            List<KnownBuild> builds = Builds.random(new Random(seed), 60);
            ChainCatalogue catalogue = ChainCatalogue.of(builds);
            assertThat(catalogue.contents()).isEqualTo(builds);
            for (KnownBuild build : builds) {
                assertThat(catalogue.prefixes(build.layers(), build.diffIds())).anySatisfy(match -> {
                    assertThat(match.base().manifest()).isEqualTo(build.manifest());
                    assertThat(match.base().layers()).isEqualTo(build.layers().size());
                    assertThat(match.byDiffId()).isFalse();
                });
            }
        }
    }

    @Test
    void theMostTellingNameComesFirst() {
        assertThat(first("debian:latest", "debian:13", "debian:trixie", "debian:trixie-20260801", "debian:13.1"))
                .isEqualTo("debian:trixie");
        assertThat(first("ubuntu:latest", "ubuntu:noble", "ubuntu:24.04", "ubuntu:noble-20260911"))
                .isEqualTo("ubuntu:24.04");
        assertThat(first("python:3", "python:latest", "python:3.12.4", "python:3.12"))
                .isEqualTo("python:3.12");
        assertThat(first("python:3.12-slim", "python:3.12-slim-trixie", "python:slim"))
                .isEqualTo("python:3.12-slim-trixie");
        assertThat(first("mirror.corp/debian:trixie", "debian:13.1")).isEqualTo("debian:13.1");
    }

    private static String first(String... names) {
        List<KnownBuild> builds = new ArrayList<>();
        for (String name : names) {
            builds.add(build(name, DAY, digest(50), digests(1)));
        }
        return of(builds.toArray(KnownBuild[]::new))
                .builds()
                .findFirst()
                .orElseThrow()
                .names()
                .getFirst()
                .familiar();
    }
}
