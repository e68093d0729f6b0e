package dev.plinth.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.review.Review;
import dev.plinth.review.ReviewRequest;
import dev.plinth.review.source.Requester;
import dev.plinth.review.workload.Workload;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentRefusalsTest {

    private final RecentRefusals refusals =
            new RecentRefusals(InstantSource.fixed(Instant.parse("2026-11-26T00:00:00Z")));

    @Test
    void aFloodInOneNamespaceLeavesTheOthersToBeSeen() {
        refuse("shop", 1);
        refuse("bank", 2);
        for (int i = 0; i < 1_000; i++) {
            refuse("flood", i);
        }

        List<RecentRefusals.Refusal> kept = refusals.newestFirst();
        assertThat(kept).hasSize(200);
        assertThat(kept.getFirst().message()).isEqualTo("number 999");
        assertThat(kept).extracting(RecentRefusals.Refusal::namespace).contains("shop", "bank");
    }

    private void refuse(String namespace, int number) {
        Workload workload = new Workload(
                "Pod", namespace, "cart", null, List.of(), List.of(), new Requester(namespace, List.of(), "default"));
        refusals.reviewed(
                new ReviewRequest(workload, null, "CREATE", null, false, false),
                new Review(workload, List.of(), false, "number " + number, List.of(), "abc"),
                Duration.ZERO);
    }
}
