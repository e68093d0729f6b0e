package dev.plinth.base.ancestry;

import dev.plinth.base.Facts;
import dev.plinth.base.Tier;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An image whose layers are an ordered prefix of the image's own: proven by content addresses.
 *
 * @param names what it is called, the most telling first
 * @param digests of its manifests and indexes, as far as known
 * @param digest the one to show; null if none is known
 * @param layers how many of the lowest layers are its own
 * @param tier null if its record does not tell
 * @param facts of it alone
 * @param created null if unknown
 * @param parent what its publisher says that it was built from; null if it is a root, or unknown
 * @param root what its own marks call the distribution below it; null if they do not say which release
 * @param current whether its name still points at it; null if unknown
 * @param byDiffId whether only the uncompressed content matched
 */
public record Ancestor(
        List<ImageReference> names,
        Set<Digest> digests,
        @Nullable Digest digest,
        int layers,
        @Nullable Tier tier,
        Facts facts,
        @Nullable Instant created,
        @Nullable ImageReference parent,
        @Nullable ImageReference root,
        @Nullable Boolean current,
        boolean byDiffId) {

    public Ancestor {
        names = List.copyOf(names);
        digests = Set.copyOf(digests);
    }

    public ImageReference name() {
        return names.getFirst();
    }

    /** Whether one of its names stands in the same repository. */
    public boolean isIn(ImageReference repository) {
        for (ImageReference name : names) {
            if (name.sameRepository(repository)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it is called exactly so, whatever digest is written after the tag. */
    public boolean isCalled(ImageReference reference) {
        for (ImageReference name : names) {
            if (name.sameRepository(reference)
                    && name.tag() != null
                    && name.tag().equals(reference.tag())) {
                return true;
            }
        }
        return false;
    }
}
