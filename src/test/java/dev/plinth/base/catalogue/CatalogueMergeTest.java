package dev.plinth.base.catalogue;

import static dev.plinth.base.catalogue.Builds.DAY;
import static dev.plinth.base.catalogue.Builds.build;
import static dev.plinth.base.catalogue.Builds.digest;
import static dev.plinth.base.catalogue.Builds.digests;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.image.reference.ImageReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CatalogueMergeTest {

    private static List<KnownBuild> merged(KnownBuild... builds) {
        return new CatalogueMerge().add(List.of(builds)).builds();
    }

    @Test
    void namesOfOneBuildComeTogetherWithTheLastTimeTheyWereSeen() {
        List<KnownBuild> merged = merged(
                build("a:1", DAY, digest(50), digests(1)),
                build("a:latest", DAY, digest(50), digests(1)),
                build("a:1", DAY.plusSeconds(5), digest(50), digests(1)));
        assertThat(merged)
                .singleElement()
                .satisfies(build -> assertThat(build.names())
                        .containsExactlyInAnyOrder(
                                new KnownBuild.Name(ImageReference.parse("a:1"), DAY.plusSeconds(5)),
                                new KnownBuild.Name(ImageReference.parse("a:latest"), DAY)));
    }

    /** They are compared with each other, which takes ever longer. */
    @Test
    void ofEndlessBuildsOfTheSameLayersSomeAreKept() {
        CatalogueMerge merge = new CatalogueMerge();
        for (int i = 0; i < 20_000; i++) {
            merge.add(build("a:1", DAY, digest(1_000 + i), digests(1)));
        }
        assertThat(merge.builds()).hasSize(500);
    }

    @Test
    void otherManifestsOfTheSameLayersAreOtherBuilds() {
        assertThat(merged(build("a:1", DAY, digest(50), digests(1)), build("a:1", DAY, digest(51), digests(1))))
                .hasSize(2);
    }

    @Test
    void anObservationWithoutManifestJoinsTheBuildOfItsName() {
        KnownBuild seen = build("a:1", DAY, null, digests(1));
        KnownBuild read = build("a:1", DAY, digest(50), digests(1), digests(101));
        assertThat(merged(seen, read)).singleElement().satisfies(build -> {
            assertThat(build.manifest()).isEqualTo(digest(50));
            assertThat(build.diffIds()).isEqualTo(digests(101));
        });
        assertThat(merged(read, seen)).isEqualTo(merged(seen, read));
        assertThat(merged(build("b:1", DAY, null, digests(1)), read)).hasSize(2);
    }

    @Test
    void historyStays() {
        List<KnownBuild> merged = merged(
                build("a:1", DAY.minus(Duration.ofDays(300)), digest(50), digests(1)),
                build("a:1", DAY, digest(51), digests(2)));
        assertThat(merged).hasSize(2);
    }

    @Test
    void theOrderOfAddingDoesNotMatter() {
        List<KnownBuild> builds = new ArrayList<>(Builds.random(new Random(1), 80));
        List<KnownBuild> expected = new CatalogueMerge().add(builds).builds();
        for (int seed = 0; seed < 5; seed++) {
            Collections.shuffle(builds, new Random(seed));
            assertThat(new CatalogueMerge().add(builds).builds()).isEqualTo(expected);
        }
        assertThat(new CatalogueMerge().add(expected).add(expected).builds()).isEqualTo(expected);
    }

    @Test
    void aBuildKeepsTheNamesThatWereSeenLast() {
        CatalogueMerge merge = new CatalogueMerge();
        for (int i = 0; i < KnownBuild.MAX_NAMES + 10; i++) {
            merge.add(build("a:" + i, DAY.plusSeconds(i), digest(50), digests(1)));
        }
        assertThat(merge.builds())
                .singleElement()
                .satisfies(build -> assertThat(build.names())
                        .hasSize(KnownBuild.MAX_NAMES)
                        .extracting(name -> name.reference().tag())
                        .contains("265")
                        .doesNotContain("9"));
    }
}
