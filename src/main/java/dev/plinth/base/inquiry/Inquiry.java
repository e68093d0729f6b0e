package dev.plinth.base.inquiry;

import dev.plinth.image.Descriptor;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that would tell more of an image's base if it were read. Whoever reads it keeps allow-lists and budgets. */
public sealed interface Inquiry {

    /**
     * The metadata of an image that may be the base, for the platform of the image in question.
     *
     * @param reference by digest if one is claimed, else by tag
     * @param claimed whether somebody claims it; else it is a candidate of our own making
     * @param whole whether its own configuration is to be read in any case; else only where nothing can stand in for it
     * @param before when the image in question was built: an entry of an index that says it was built later is no base of it, and
     *     need not be read; null: all are read
     */
    record BaseImage(
            ImageReference reference,
            boolean claimed,
            boolean whole,
            @Nullable Instant before) implements Inquiry {

        /** What is read no further than it has to be, whenever it was built. */
        public BaseImage(ImageReference reference, boolean claimed) {
            this(reference, claimed, false, null);
        }

        /** Whether both ask for the same image for the same reason. */
        public boolean asksFor(BaseImage other) {
            return claimed == other.claimed && reference.equals(other.reference);
        }
    }

    /**
     * The build provenance of the image.
     *
     * @param attestations attestation manifests named by the index; empty: ask for referrers of the subject
     * @param subject digest of the image's manifest
     */
    record Provenance(List<Descriptor> attestations, Digest subject) implements Inquiry {
        public Provenance {
            attestations = List.copyOf(attestations);
        }
    }

    /**
     * The content of these layers, as facts. Costly: never within an admission.
     *
     * @param layers from the bottom up
     */
    record Content(List<Descriptor> layers) implements Inquiry {
        public Content {
            layers = List.copyOf(layers);
        }
    }
}
