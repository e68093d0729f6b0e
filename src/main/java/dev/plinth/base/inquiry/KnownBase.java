package dev.plinth.base.inquiry;

import dev.plinth.base.Facts;
import dev.plinth.base.Tier;
import dev.plinth.image.Platform;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One build of a known base, for one platform.
 *
 * @param names its tags, the most telling first; at least one
 * @param platform what it runs on
 * @param layers how many layers it has; at least one
 * @param size compressed bytes
 * @param tier what it is; null where its record does not tell
 * @param facts what is known of it
 * @param index digest of the index it was listed in; null if unknown
 * @param manifest digest of its manifest; null if unknown
 * @param created when it was built; null if unknown
 * @param parent what it was built from, as its publisher says; of use where the parent's own layers are not known; null if it
 *     is a root, or unknown
 * @param seen when its first name was last seen to point at it
 * @param current whether no newer build of its first name is known
 */
public record KnownBase(
        List<ImageReference> names,
        Platform platform,
        int layers,
        long size,
        @Nullable Tier tier,
        Facts facts,
        @Nullable Digest index,
        @Nullable Digest manifest,
        @Nullable Instant created,
        @Nullable ImageReference parent,
        Instant seen,
        boolean current) {

    public KnownBase {
        names = List.copyOf(names);
        if (names.isEmpty()) {
            throw new IllegalArgumentException("a known base has a name");
        }
        if (layers < 1 || size < 0) {
            throw new IllegalArgumentException("a known base has layers, and a size");
        }
    }
}
