package dev.plinth.policy;

import dev.plinth.base.Tier;
import dev.plinth.image.Digest;
import dev.plinth.image.ImageReference;
import org.jspecify.annotations.Nullable;

/**
 * A base to use instead.
 *
 * @param reference name and tag
 * @param digest of its index now; null if it could not be asked for
 * @param size compressed bytes; null if unknown
 * @param tier null if unknown
 * @param why what it improves, and what to mind, in a line
 */
public record Advice(
        ImageReference reference,
        @Nullable Digest digest,
        @Nullable Long size,
        @Nullable Tier tier,
        String why) {

    /** The line to paste: {@code FROM python:3.12-slim-trixie@sha256:…}. */
    public String fromLine() {
        return "FROM " + reference.withDigest(digest).familiar();
    }
}
