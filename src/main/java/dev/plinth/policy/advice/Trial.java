package dev.plinth.policy.advice;

import dev.plinth.base.Base;
import dev.plinth.base.Classification;
import dev.plinth.base.Confidence;
import dev.plinth.base.pinning.Pinning;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.policy.Subject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a candidate is judged by the policy: in the place of the image that it is advised to, as its own base, pinned by digest
 * as the advised line has it.
 *
 * @param subject to be judged
 * @param classification of the candidate, standing for its own base
 */
public record Trial(Subject subject, Classification classification) {

    /**
     * A candidate that was looked up.
     *
     * @param place where the image is used; its identity decides which rules match
     * @param candidate name and tag
     * @param digest of its index
     * @param found what the candidate was classified as, as an image
     * @param created when it was built; null if unknown
     */
    public static Trial of(
            Subject place, ImageReference candidate, Digest digest, Classification found, @Nullable Instant created) {
        Base itself = new Base(
                candidate.withDigest(digest),
                false,
                digest,
                Pinning.DIGEST,
                Confidence.VERIFIED,
                null,
                found.size(),
                created,
                true,
                found.self() == null ? List.of() : found.self().alternatives());
        return new Trial(
                in(place, candidate.withDigest(digest)),
                new Classification(
                        found.tier(),
                        List.of(candidate.withDigest(digest)),
                        itself,
                        found.base(),
                        found.lineage(),
                        found.facts(),
                        found.evidence(),
                        found.refuted(),
                        found.size()));
    }

    /** The same base, but pinned by digest and, if it is refreshed, its tag's newest build, of unknown date. */
    static Trial ofSameBase(
            Subject place, Classification image, ImageReference name, Digest digest, boolean refreshed) {
        Base old = image.judgedBase();
        Base mended = new Base(
                name.withDigest(digest),
                false,
                digest,
                Pinning.DIGEST,
                old == null ? Confidence.CLAIMED : old.evidence(),
                old == null ? null : old.layers(),
                old == null ? null : old.size(),
                old == null || refreshed ? null : old.created(),
                refreshed ? Boolean.TRUE : old == null ? null : old.current(),
                old == null ? List.of() : old.alternatives());
        boolean itself = image.self() != null;
        return new Trial(
                in(place, name.withDigest(digest)),
                new Classification(
                        image.tier(),
                        image.knownAs(),
                        itself ? mended : null,
                        itself ? image.base() : mended,
                        image.lineage(),
                        image.facts(),
                        image.evidence(),
                        List.of(),
                        image.size()));
    }

    private static Subject in(Subject place, ImageReference written) {
        return new Subject(
                place.namespace(),
                place.namespaceLabels(),
                place.kind(),
                written,
                place.identity(),
                place.userland(),
                place.existing());
    }
}
