package dev.plinth.base;

import dev.plinth.image.Digest;
import dev.plinth.image.ImageReference;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Known bases with their history: many builds of the same tag, and all names of one build. Immutable and in memory. */
public interface Catalogue {

    /**
     * The known builds whose layers are an ordered prefix of these, fewest layers first.
     *
     * @param layers compressed digests from the bottom up
     * @param diffIds digests of the uncompressed content from the bottom up; a build known by either is found
     */
    List<Match> prefixes(List<Digest> layers, List<Digest> diffIds);

    /** The newest known build under this name and tag, for the platform {@code os/arch} if given in it. */
    Optional<KnownBase> newest(ImageReference reference);

    /** Whether some build of this repository is known. */
    boolean knows(ImageReference repository);

    /** When its newest entry was seen. */
    Instant built();

    /** How many builds are known. */
    int chains();

    /**
     * One match.
     *
     * @param base the known build
     * @param byDiffId whether only the uncompressed content matched: the layers were recompressed
     */
    record Match(KnownBase base, boolean byDiffId) {}
}
