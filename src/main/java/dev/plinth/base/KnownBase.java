package dev.plinth.base;

import dev.plinth.image.Digest;
import dev.plinth.image.ImageReference;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One build of a known base, for one platform.
 *
 * @param names its tags, the most telling first; at least one
 * @param layers how many layers it has
 * @param size compressed bytes
 * @param tier what it is; null where its record does not tell
 * @param facts what is known of it
 * @param index digest of the index it was listed in; null if unknown
 * @param manifest digest of its manifest; null if unknown
 * @param created when it was built; null if unknown
 * @param current whether it was the newest build of its names when the catalogue was made
 */
public record KnownBase(
        List<ImageReference> names,
        int layers,
        long size,
        @Nullable Tier tier,
        Facts facts,
        @Nullable Digest index,
        @Nullable Digest manifest,
        @Nullable Instant created,
        boolean current) {

    public KnownBase {
        names = List.copyOf(names);
        if (names.isEmpty()) {
            throw new IllegalArgumentException("a known base has a name");
        }
    }
}
