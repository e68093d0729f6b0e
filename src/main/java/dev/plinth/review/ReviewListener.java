package dev.plinth.review;

import java.time.Duration;

/** Hears of every review: metrics, log, Events, recent refusals. Called on the reviewing thread; must neither block nor throw. */
public interface ReviewListener {

    void reviewed(ReviewRequest request, Review review, Duration took);
}
