package dev.plinth.base;

import dev.plinth.image.Digest;
import dev.plinth.image.ImageReference;
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
 */
public record Claim(
        EvidenceKind kind,
        String source,
        @Nullable ImageReference reference,
        @Nullable Digest digest,
        @Nullable Pinning pinning,
        boolean scratch) {

    public Claim {
        if (reference == null && digest == null && !scratch) {
            throw new IllegalArgumentException("a claim names something");
        }
    }
}
