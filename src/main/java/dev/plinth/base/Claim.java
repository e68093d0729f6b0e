package dev.plinth.base;

import dev.plinth.base.pinning.Pinning;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wrote about an image's base, not yet checked. At least one of reference, digest and scratch is there.
 *
 * @param kind where it stands
 * @param source the very place, for texts: {@code annotation org.opencontainers.image.base.name of the manifest}
 * @param reference the base's name as written; null if only a digest is claimed
 * @param digest the base's manifest or index digest; null if not claimed
 * @param pinning how the {@code FROM} was written, where the claim shows it; else null
 * @param scratch whether the empty image is claimed
 * @param certain whether it says that this is the base; else it is one of several that may be, or none is
 * @param layers how many of the image's lowest layers are said to be the base's; null if not said
 */
public record Claim(
        EvidenceKind kind,
        String source,
        @Nullable ImageReference reference,
        @Nullable Digest digest,
        @Nullable Pinning pinning,
        boolean scratch,
        boolean certain,
        @Nullable Integer layers) {

    public Claim {
        if (reference == null && digest == null && !scratch) {
            throw new IllegalArgumentException("a claim names something");
        }
    }

    /** Whether children inherit it: then it names some ancestor, not always the nearest. */
    public boolean inherited() {
        return kind == EvidenceKind.LABEL;
    }

    /** The same, showing nothing of how {@code FROM} was written. */
    public Claim withoutPinning() {
        return new Claim(kind, source, reference, digest, null, scratch, certain, layers);
    }

    /** {@code debian:trixie-slim}, the digest where there is no name, or {@code scratch}. */
    public String name() {
        return scratch
                ? Base.SCRATCH
                : reference != null ? reference.familiar() : digest != null ? digest.toString() : "nothing";
    }
}
