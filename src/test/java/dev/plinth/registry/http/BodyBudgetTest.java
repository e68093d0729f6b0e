package dev.plinth.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BodyBudgetTest {

    private static final int LARGE = 4 * 1024 * 1024;

    private final BodyBudget budget = new BodyBudget();

    @Test
    void largeBodiesShareWhatThereIsAndSmallOnesAlwaysPass() {
        List<BodyBudget.Share> shares = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            shares.add(budget.share());
            assertThat(shares.getLast().growsTo(LARGE)).isTrue();
        }
        assertThat(budget.share().growsTo(LARGE)).isFalse();
        assertThat(budget.share().growsTo(60_000)).isTrue();
        shares.getFirst().release();
        assertThat(budget.share().growsTo(LARGE)).isTrue();
    }

    @Test
    void whatWasGivenBackIsGivenBackOnceAndGrowsNoMore() {
        BodyBudget.Share share = budget.share();
        assertThat(share.growsTo(LARGE / 2)).isTrue();
        assertThat(share.growsTo(LARGE)).isTrue();
        assertThat(budget.held()).isEqualTo(LARGE);
        share.release();
        share.release();
        assertThat(share.growsTo(LARGE)).isFalse();
        assertThat(budget.held()).isZero();
    }
}
