package dev.plinth.base;

import dev.plinth.image.reference.ImageReference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of what an image stands on. For one platform.
 *
 * @param tier judged over the whole lineage and what the image adds; null if it cannot be told
 * @param knownAs names under which the image itself is known as a base; empty if it is not
 * @param self the image itself as a base, if it is known as one; else null
 * @param base the nearest proper ancestor; null for a root image and where nothing is known
 * @param lineage every known proper ancestor, nearest first
 * @param facts what is known of the content
 * @param evidence why, strongest first
 * @param refuted claims that are not true
 * @param size compressed size of the image in bytes
 */
public record Classification(
        @Nullable Tier tier,
        List<ImageReference> knownAs,
        @Nullable Base self,
        @Nullable Base base,
        List<ImageReference> lineage,
        Facts facts,
        List<Evidence> evidence,
        List<Refutation> refuted,
        long size) {

    public Classification {
        knownAs = List.copyOf(knownAs);
        lineage = List.copyOf(lineage);
        evidence = List.copyOf(evidence);
        refuted = List.copyOf(refuted);
        if (knownAs.isEmpty() != (self == null)) {
            throw new IllegalArgumentException("an image is known as a base by name, or not at all");
        }
    }

    /** What rules judge as the base: the image itself where it is known as one, else its nearest ancestor. */
    public @Nullable Base judgedBase() {
        return self != null ? self : base;
    }
}
