package dev.plinth.review.resolution;

import dev.plinth.review.source.Requester;
import java.time.Duration;

/**
 * How long answers are remembered.
 *
 * @param tags what a tag points to, and what it was found to be
 * @param failures that an image could not be read, or was only read in part
 * @param digests what an immutable image was found to be; bounded all the same, for the catalogue learns
 */
public record Keep(Duration tags, Duration failures, Duration digests) {

    public static final Keep DEFAULT = new Keep(Duration.ofMinutes(5), Duration.ofSeconds(20), Duration.ofHours(12));

    /** How long a pod's right to read an image is taken for granted: whoever lost it must not go on being answered. */
    private static final Duration GRANTED = Duration.ofMinutes(5);

    /** How long a whole answer is kept for its requester. */
    Duration answers(Requester requester) {
        return requester.equals(Requester.OPERATOR) || tags.compareTo(GRANTED) < 0 ? tags : GRANTED;
    }
}
