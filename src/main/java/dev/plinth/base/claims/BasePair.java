package dev.plinth.base.claims;

import dev.plinth.base.Base;
import dev.plinth.base.Claim;
import dev.plinth.base.EvidenceKind;
import dev.plinth.base.pinning.Pinning;
import dev.plinth.image.Annotations;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A base as {@code base.name} and {@code base.digest} give it (OCI image-spec, annotations): either may be missing, empty or
 * wrong on its own. Builders write familiar and full names, digests with and without {@code sha256:}, and {@code scratch}.
 */
final class BasePair {

    private static final int LONGEST = 700;

    private BasePair() {}

    /**
     * The claim of a pair.
     *
     * @param showsPinning whether the name stands as its {@code FROM} was written; Buildah writes the tag that its store knows
     */
    static Optional<Claim> read(EvidenceKind kind, String source, Map<String, String> pairs, boolean showsPinning) {
        return read(kind, source, pairs.get(Annotations.BASE_NAME), pairs.get(Annotations.BASE_DIGEST), showsPinning);
    }

    static Optional<Claim> read(
            EvidenceKind kind,
            String source,
            @Nullable String name,
            @Nullable String digestText,
            boolean showsPinning) {
        String written = name == null || name.length() > LONGEST ? "" : name.strip();
        if (written.equals(Base.SCRATCH)) {
            return Optional.of(new Claim(kind, source, null, null, Pinning.DIGEST, true, true, null));
        }
        ImageReference reference =
                written.isEmpty() ? null : ImageReference.lenient(written).orElse(null);
        Digest digest = digestText == null || digestText.length() > LONGEST
                ? null
                : Digest.lenient(digestText).orElse(null);
        if (digest == null && reference != null) {
            digest = reference.digest();
        }
        if (reference == null && digest == null) {
            return Optional.empty();
        }
        Pinning pinning =
                reference != null && (showsPinning || reference.digest() != null) ? Pinning.of(reference) : null;
        return Optional.of(new Claim(kind, source, reference, digest, pinning, false, true, null));
    }
}
