package dev.plinth.review.resolution;

import dev.plinth.base.inquiry.Need;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.review.reading.PlatformChoice;
import dev.plinth.review.source.Requester;
import java.util.Set;

/**
 * One question, and the key of its remembered answer: the requester is part of it, so that nobody is answered with what
 * another's credentials have read.
 *
 * @param reference as pulled
 * @param platforms of interest
 * @param needs what has to be known
 * @param requester whose credentials count
 */
public record Lookup(ImageReference reference, PlatformChoice platforms, Set<Need> needs, Requester requester) {
    public Lookup {
        needs = Set.copyOf(needs);
    }
}
