package dev.plinth.base;

import dev.plinth.base.pinning.Pinning;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One image as a base: the nearest proper ancestor of an image, or an image that is itself known as a base.
 *
 * @param reference its name, with the digest only if it was written so; null if only a digest is known, or for scratch
 * @param scratch whether it is the empty image
 * @param digest of the base's manifest or index; null if unknown
 * @param pinning how its {@code FROM} was written; null if nothing shows it
 * @param evidence how well it is known
 * @param layers how many of the image's lowest layers are its own; null if unknown
 * @param size compressed size in bytes; null if unknown
 * @param created when its layers were built; null if unknown or before 1981 (reproducible builds)
 * @param current whether its tag still points at this build; null if unknown
 * @param alternatives further names of the same build, or bases that cannot be told apart from it
 */
public record Base(
        @Nullable ImageReference reference,
        boolean scratch,
        @Nullable Digest digest,
        @Nullable Pinning pinning,
        Confidence evidence,
        @Nullable Integer layers,
        @Nullable Long size,
        @Nullable Instant created,
        @Nullable Boolean current,
        List<ImageReference> alternatives) {

    /** The word for the empty image, in a {@code FROM} line and in every text. */
    public static final String SCRATCH = "scratch";

    public Base {
        alternatives = List.copyOf(alternatives);
        if (scratch && reference != null) {
            throw new IllegalArgumentException("scratch is no reference");
        }
    }

    /** The empty image, which cannot move: pinned as a digest is. */
    public static Base scratch(Confidence evidence) {
        return new Base(null, true, null, Pinning.DIGEST, evidence, 0, 0L, null, null, List.of());
    }

    /** {@code python:3.12-slim}, {@code scratch}, or the digest where there is no name. */
    public String name() {
        if (scratch) {
            return SCRATCH;
        }
        return reference != null ? reference.familiar() : digest != null ? digest.toString() : "unnamed";
    }
}
