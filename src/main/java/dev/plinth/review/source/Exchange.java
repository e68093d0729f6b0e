package dev.plinth.review.source;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The circumstances of reading for one image: on whose behalf, until when, and how many exchanges it has cost.
 *
 * @param requester whose credentials count
 * @param deadline until when an answer is of use
 * @param background whether nobody waits for it: such reading leaves half of a host's slots to live reviews
 * @param cost exchanges with registries so far, token requests aside
 */
public record Exchange(Requester requester, Deadline deadline, boolean background, AtomicInteger cost) {

    public static Exchange of(Requester requester, Deadline deadline) {
        return new Exchange(requester, deadline, false, new AtomicInteger());
    }

    /** The same, until another time. */
    public Exchange until(Deadline other) {
        return new Exchange(requester, other, background, cost);
    }
}
