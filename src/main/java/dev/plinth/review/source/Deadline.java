package dev.plinth.review.source;

import java.time.Duration;

/**
 * A point in monotonic time until which an answer is wanted.
 *
 * @param nanos of {@link System#nanoTime}
 */
public record Deadline(long nanos) {

    public static Deadline after(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos());
    }

    /** What is left, zero if nothing is. */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
    }

    public boolean passed() {
        return System.nanoTime() - nanos >= 0;
    }

    /** The earlier one. */
    public Deadline orEarlier(Duration duration) {
        Deadline other = after(duration);
        return other.nanos - nanos < 0 ? other : this;
    }
}
