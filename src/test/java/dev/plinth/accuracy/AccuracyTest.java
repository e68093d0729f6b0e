package dev.plinth.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.base.Tier;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Thresholds over a bounded sample; the whole measurement is {@link AccuracyReport}. */
class AccuracyTest {

    private static final Map<String, Score> HONEST =
            AccuracyReport.measure(new OrdinaryBuilds(Corpus.images(), 7).builds(1));

    @Test
    void tiersOfOrdinaryBuildsAreRight() {
        assertThat(HONEST).allSatisfy((kind, score) -> {
            assertThat(score.tierShare()).as("tier, %s: %s", kind, score.wrong).isGreaterThanOrEqualTo(0.99);
            assertThat(score.unknownShare()).as("unknown, %s", kind).isLessThanOrEqualTo(0.03);
        });
    }

    @Test
    void rootsAndBasesOfKnownLayersAreRight() {
        assertThat(HONEST).allSatisfy((kind, score) -> {
            if (kind.startsWith("known")) {
                assertThat(score.rootShare())
                        .as("root, %s: %s", kind, score.wrong)
                        .isGreaterThanOrEqualTo(0.99);
                assertThat(score.baseShare())
                        .as("base, %s: %s", kind, score.wrong)
                        .isGreaterThanOrEqualTo(0.95);
                assertThat(score.exchanges(1)).as("exchanges, %s", kind).isLessThanOrEqualTo(3);
            }
        });
    }

    @Test
    void basesWhoseTagStillServesThemAreFoundWhateverTheCatalogueKnows() {
        assertThat(HONEST).allSatisfy((kind, score) -> {
            if (kind.contains("serves") || kind.contains("provenance")) {
                assertThat(score.rootShare())
                        .as("root, %s: %s", kind, score.wrong)
                        .isGreaterThanOrEqualTo(0.98);
                assertThat(score.baseShare())
                        .as("base, %s: %s", kind, score.wrong)
                        .isGreaterThanOrEqualTo(0.95);
            }
        });
    }

    @Test
    void exchangesStayWithinWhatTheyAreWorth() {
        assertThat(HONEST).allSatisfy((kind, score) -> {
            int most = kind.contains("provenance") ? 8 : kind.contains("annotations") ? 6 : 14;
            assertThat(score.exchanges(1)).as("exchanges, %s", kind).isLessThanOrEqualTo(most);
        });
    }

    @Test
    void nothingIsVerifiedWrongAndNoHonestImageIsAccused() {
        assertThat(HONEST).allSatisfy((kind, score) -> {
            assertThat(score.wrongVerified)
                    .as("verified wrong, %s: %s", kind, score.wrong)
                    .isZero();
            assertThat(score.accused).as("accused, %s: %s", kind, score.wrong).isZero();
        });
    }

    @Test
    void everyLieIsRefutedOrLeftUnverified() {
        assertThat(AccuracyReport.believed(new Lies(Corpus.images(), 3).all())).isEmpty();
    }

    @Test
    void aHistoryThatWasWrittenAnewMakesNoReadBaseSmaller() {
        assertThat(new Lies(Corpus.images(), 3).forgedHistories())
                .hasSizeGreaterThan(50)
                .allSatisfy(one -> {
                    Tier found = AccuracyReport.resolve(one).tier();
                    assertThat(found == null || found.compareTo(one.tier()) >= 0)
                            .as("%s on %s", found, one.name())
                            .isTrue();
                });
    }

    @Test
    void namesOfRealIndexesAreReadAsClaims() {
        assertThat(RealIndexes.unread()).isEmpty();
    }
}
