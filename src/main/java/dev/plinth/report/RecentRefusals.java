package dev.plinth.report;

import dev.plinth.review.Review;
import dev.plinth.review.ReviewListener;
import dev.plinth.review.ReviewRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The last refusals that this replica gave, newest first, with their full texts; dry runs leave no trace. */
public final class RecentRefusals implements ReviewListener {

    private static final int KEPT = 200;

    private final Deque<Refusal> refusals = new ArrayDeque<>();
    private final InstantSource clock;

    /**
     * One refusal.
     *
     * @param at when
     * @param namespace of the workload
     * @param workload kind and name
     * @param message what the user was told
     */
    public record Refusal(Instant at, String namespace, String workload, String message) {}

    public RecentRefusals(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public void reviewed(ReviewRequest request, Review review, Duration took) {
        String message = review.message();
        if (request.dryRun() || message == null) {
            return;
        }
        Refusal refusal = new Refusal(
                clock.instant().truncatedTo(ChronoUnit.SECONDS),
                review.workload().namespace(),
                review.workload().title(),
                message);
        synchronized (refusals) {
            refusals.addFirst(refusal);
            if (refusals.size() > KEPT) {
                refusals.removeLast();
            }
        }
    }

    public List<Refusal> newestFirst() {
        synchronized (refusals) {
            return new ArrayList<>(refusals);
        }
    }
}
