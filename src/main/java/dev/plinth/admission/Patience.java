package dev.plinth.admission;

import dev.plinth.review.source.Deadline;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long the API server waits, and when to answer so that it still hears. */
final class Patience {

    /** What Kubernetes waits where a webhook does not say. */
    private static final Duration BY_DEFAULT = Duration.ofSeconds(10);

    /** The most that Kubernetes lets a webhook ask for. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private static final Duration LEAST_MARGIN = Duration.ofMillis(200);
    private static final Duration MOST_MARGIN = Duration.ofSeconds(1);

    private Patience() {}

    /** When to answer: a tenth of the time before the API server gives up, between 0.2 s and 1 s, never more than half of it. */
    static Deadline deadline(@Nullable String timeout) {
        return Deadline.after(untilAnswer(timeout));
    }

    static Duration untilAnswer(@Nullable String timeout) {
        Duration waits = GoDuration.parse(timeout).filter(Duration::isPositive).orElse(BY_DEFAULT);
        waits = min(waits, LONGEST);
        Duration margin = min(max(waits.dividedBy(10), LEAST_MARGIN), MOST_MARGIN);
        return waits.minus(min(margin, waits.dividedBy(2)));
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
