package dev.plinth.policy;

import dev.plinth.base.Tier;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to write instead.
 *
 * @param reference name and tag
 * @param digest of its index now; null if it could not be asked for
 * @param size compressed bytes; null if unknown
 * @param tier null if unknown
 * @param why what it improves, and what to mind, in a line
 * @param place where the line belongs
 * @param mends names of the rules that it is known to satisfy; empty: it is better as a whole
 */
public record Advice(
        ImageReference reference,
        @Nullable Digest digest,
        @Nullable Long size,
        @Nullable Tier tier,
        String why,
        Place place,
        List<String> mends) {

    /** Where a line of advice belongs. */
    public enum Place {
        /** In the build file of the image. */
        BUILD,
        /** In the pod's template. */
        POD
    }

    public Advice {
        mends = List.copyOf(mends);
    }

    /** A base, for the image's build file. */
    public Advice(
            ImageReference reference, @Nullable Digest digest, @Nullable Long size, @Nullable Tier tier, String why) {
        this(reference, digest, size, tier, why, Place.BUILD, List.of());
    }

    /** The line to paste: {@code FROM python:3.12-slim-trixie@sha256:…}, or {@code image: …} for a pod's template. */
    public String line() {
        return word() + reference.withDigest(digest).familiar();
    }

    /** The line where there is no room for the digest. */
    public String shortLine() {
        return word() + reference.withDigest(null).familiar();
    }

    private String word() {
        return place == Place.BUILD ? "FROM " : "image: ";
    }
}
