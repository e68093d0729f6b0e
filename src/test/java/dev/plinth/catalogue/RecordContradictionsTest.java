package dev.plinth.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.base.Facts;
import dev.plinth.base.Libc;
import dev.plinth.base.catalogue.KnownBuild;
import dev.plinth.image.Platform;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordContradictionsTest {

    private static final Instant DAY = Instant.parse("2026-09-18T00:00:00Z");

    private static final KnownBuild ROOT = build("debian:trixie-slim", null, "debian", 100, 1, 2, 10);
    private static final KnownBuild OLDER = build("debian:trixie-slim", null, "debian", 99, 3, 4, 11);
    private static final KnownBuild CHILD =
            build("python:3.12-slim", "debian:trixie-slim", "debian", 150, 5, 6, 10, 20);

    @Test
    void recordsOfOneBaseWithTwoBuildsAgree() {
        assertThat(RecordContradictions.of(List.of(ROOT, OLDER, CHILD))).isEmpty();
        assertThat(RecordContradictions.confirmed(List.of(ROOT, OLDER, CHILD)))
                .containsExactly(java.util.Map.entry("debian:trixie-slim", 1));
    }

    @Test
    void aWrongDigitInTheFirstLayerShows() {
        KnownBuild slip = build("python:3.12-slim", "debian:trixie-slim", "debian", 150, 5, 6, 12, 20);
        assertThat(RecordContradictions.of(List.of(ROOT, slip)))
                .singleElement()
                .asString()
                .contains("no root is recorded for its first layer");
    }

    @Test
    void aChainOnAnotherRootThanItsParentsShows() {
        KnownBuild alpine = build("alpine:3.24", null, "alpine", 4, 7, 8, 30);
        KnownBuild wrong = build("python:3.12-slim", "debian:trixie-slim", "alpine", 150, 5, 6, 30, 20);
        assertThat(RecordContradictions.of(List.of(ROOT, alpine, wrong)))
                .singleElement()
                .asString()
                .contains("says that it comes of debian:trixie-slim");
    }

    @Test
    void oneChainOfTwoDistributionsShows() {
        KnownBuild other = build("ubuntu:26.04", null, "ubuntu", 100, 7, 8, 10);
        assertThat(RecordContradictions.of(List.of(ROOT, other)))
                .singleElement()
                .asString()
                .contains("not of one distribution");
    }

    @Test
    void oneManifestWithOtherLayersShows() {
        KnownBuild other = build("debian:trixie-slim", null, "debian", 101, 7, 2, 40);
        assertThat(RecordContradictions.of(List.of(ROOT, other)))
                .singleElement()
                .asString()
                .contains("manifest");
    }

    @Test
    void oneIndexWithTwoBuildsOfAPlatformShows() {
        KnownBuild other = build("debian:trixie-slim", null, "debian", 101, 1, 8, 40);
        assertThat(RecordContradictions.of(List.of(ROOT, other)))
                .singleElement()
                .asString()
                .contains("index");
    }

    @Test
    void oneChainOfTwoSizesShows() {
        KnownBuild other = build("debian:13-slim", null, "debian", 101, 1, 2, 10);
        assertThat(RecordContradictions.of(List.of(ROOT, other)))
                .contains("debian:13-slim (linux/amd64, 2026-09-18T00:00:00Z) has 101 bytes here and 100 there");
    }

    @Test
    void aBuildThatIsSmallerThanItsBaseShows() {
        KnownBuild small = build("python:3.12-slim", "debian:trixie-slim", "debian", 90, 5, 6, 10, 20);
        assertThat(RecordContradictions.of(List.of(ROOT, small)))
                .singleElement()
                .asString()
                .contains("no larger than its first 1 layers");
    }

    @Test
    void aManifestThatIsALayerElsewhereShows() {
        KnownBuild swapped = build("debian:trixie-slim", null, "debian", 101, 7, 20, 40);
        assertThat(RecordContradictions.of(List.of(ROOT, CHILD, swapped)))
                .singleElement()
                .asString()
                .contains("is a layer elsewhere");
    }

    @Test
    void aRootThatStandsOnOthersElsewhereShows() {
        KnownBuild root = build("alpine:3.24", null, "alpine", 4, 7, 8, 20);
        assertThat(RecordContradictions.of(List.of(ROOT, CHILD, root)))
                .anySatisfy(found -> assertThat(found).contains("stands above others elsewhere"));
    }

    private static KnownBuild build(
            String name,
            @Nullable String parent,
            String distribution,
            long size,
            int index,
            int manifest,
            int... layers) {
        return new KnownBuild(
                List.of(new KnownBuild.Name(ImageReference.parse(name), DAY)),
                Platform.LINUX_AMD64,
                Arrays.stream(layers).mapToObj(RecordContradictionsTest::digest).toList(),
                List.of(),
                size,
                null,
                new Facts(distribution, null, null, Libc.GLIBC, true, null, null, null),
                digest(1000 + index),
                manifest < 10 ? digest(2000 + manifest) : digest(manifest),
                DAY,
                parent == null ? null : ImageReference.parse(parent));
    }

    private static Digest digest(int number) {
        return Digest.sha256("%064x".formatted(number));
    }
}
