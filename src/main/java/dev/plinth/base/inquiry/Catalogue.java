package dev.plinth.base.inquiry;

import dev.plinth.image.Platform;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Known bases with their history: many builds of the same tag, and all names of one build. Immutable and in memory. */
public interface Catalogue {

    /**
     * The known builds whose layers are an ordered prefix of these, fewest layers first; of builds with the very same layers,
     * the newest last. A build that adds nothing but empty layers to a smaller match is left out: everybody's image may.
     *
     * @param layers compressed digests from the bottom up
     * @param diffIds digests of the uncompressed content from the bottom up; a build known by either is found
     */
    List<Match> prefixes(List<Digest> layers, List<Digest> diffIds);

    /** The newest known build under this name and tag (a digest in the reference does not matter) that runs on this platform. */
    Optional<KnownBase> newest(ImageReference reference, Platform platform);

    /** Whether some build of this repository is known. */
    boolean knows(ImageReference repository);

    /** When its newest entry was seen; {@link Instant#EPOCH} if it has none. */
    Instant built();

    /** How many builds are known. */
    int chains();

    /** All known builds, in no particular order. */
    Stream<KnownBase> builds();

    /**
     * One match.
     *
     * @param base the known build
     * @param byDiffId whether only the uncompressed content matched: the layers were recompressed
     */
    record Match(KnownBase base, boolean byDiffId) {}
}
