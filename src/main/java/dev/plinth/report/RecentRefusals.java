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
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * The last refusals that this replica gave, newest first, with their full texts; dry runs leave no trace. Of a flood in one
 * namespace the older ones go first.
 */
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
                refusals.removeLastOccurrence(leastMissed());
            }
        }
    }

    /** The oldest of the namespace that has the most, so that a flood in one leaves the others' to be seen. */
    private Refusal leastMissed() {
        Map<String, Integer> each = new HashMap<>();
        refusals.forEach(refusal -> each.merge(refusal.namespace(), 1, Integer::sum));
        int most = Collections.max(each.values());
        for (Iterator<Refusal> oldestFirst = refusals.descendingIterator(); oldestFirst.hasNext(); ) {
            Refusal refusal = oldestFirst.next();
            if (each.getOrDefault(refusal.namespace(), 0) == most) {
                return refusal;
            }
        }
        return refusals.getLast();
    }

    public List<Refusal> newestFirst() {
        synchronized (refusals) {
            return new ArrayList<>(refusals);
        }
    }
}
