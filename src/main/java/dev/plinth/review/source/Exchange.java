package dev.plinth.review.source;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The circumstances of reading for one image: on whose behalf, until when, and how many exchanges it has cost.
 *
 * @param requester whose credentials count
 * @param deadline until when reading may go on
 * @param awaited until when somebody waits for it; from then on it goes on in the background
 * @param cost exchanges with registries so far, token requests aside
 * @param abandoned completed when whoever waited has gone before that time
 */
public record Exchange(
        Requester requester,
        Deadline deadline,
        Deadline awaited,
        AtomicInteger cost,
        CompletableFuture<Void> abandoned) {

    /** How long a look-up goes on after nobody waits for it any more, so that a retry finds it. */
    public static final Duration BACKGROUND = Duration.ofSeconds(30);

    /** Reading that ends when nobody waits for it any more. */
    public static Exchange of(Requester requester, Deadline deadline) {
        return new Exchange(requester, deadline, deadline, new AtomicInteger(), new CompletableFuture<>());
    }

    /** Reading that goes on for a while after nobody waits for it any more. */
    public static Exchange lingering(Requester requester, Deadline awaited) {
        Deadline deadline = new Deadline(awaited.nanos() + BACKGROUND.toNanos());
        return new Exchange(requester, deadline, awaited, new AtomicInteger(), new CompletableFuture<>());
    }

    /** Reading in the background from the start. */
    public static Exchange unawaited(Requester requester, Deadline deadline) {
        return new Exchange(
                requester, deadline, new Deadline(System.nanoTime()), new AtomicInteger(), new CompletableFuture<>());
    }

    /** Whether nobody waits any more: such reading leaves half of a host's slots to live reviews. */
    public boolean background() {
        return awaited.passed() || abandoned.isDone();
    }

    /** Whoever waited has gone: from now on it goes on in the background. */
    public void abandon() {
        abandoned.complete(null);
    }

    /** The same until another time, on the same account. */
    public Exchange until(Deadline other) {
        return new Exchange(requester, other, awaited, cost, abandoned);
    }
}
