package dev.plinth.policy.condition;

import dev.plinth.base.Base;
import dev.plinth.base.Classification;
import dev.plinth.base.Resolution;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.image.reference.ReferencePattern;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a condition sees of an image.
 *
 * @param written the reference as the pod has it
 * @param identity what that image is, behind mirrors
 * @param resolution what came of looking; null if nothing was looked up
 * @param today in UTC
 */
public record Sight(
        ImageReference written,
        ImageReference identity,
        @Nullable Resolution resolution,
        LocalDate today) {

    /** The empty image as a reference, so that a pattern can name it. */
    private static final ImageReference SCRATCH = ImageReference.parse(Base.SCRATCH);

    /** Decides by what the image is classified as, or says why that is not known. */
    public Decision byImage(Function<Classification, Decision> decider) {
        return switch (resolution) {
            case null -> new Decision.Undecided("the image was not looked up");
            case Resolution.Unread unread -> new Decision.Unread(unread.unavailable());
            case Resolution.Classified classified -> decider.apply(classified.classification());
        };
    }

    /** Decides by what is judged as the base, or says why that is not known. */
    public Decision byBase(Function<Base, Decision> decider) {
        return byImage(image -> {
            Base base = image.judgedBase();
            return base == null ? new Decision.Undecided("the base is not known") : decider.apply(base);
        });
    }

    /** Whether the image itself is known as a base and stands for it. */
    public boolean isItsOwnBase() {
        return resolution instanceof Resolution.Classified classified
                && classified.classification().self() != null;
    }

    /** All names that the judged base goes by; empty if it is not known or has none. */
    public List<ImageReference> baseNames() {
        List<ImageReference> names = new ArrayList<>();
        if (resolution instanceof Resolution.Classified classified
                && classified.classification().judgedBase() instanceof Base base) {
            if (base.scratch()) {
                names.add(SCRATCH);
            }
            if (base.reference() != null) {
                names.add(base.reference());
            }
            names.addAll(base.alternatives());
            if (isItsOwnBase()) {
                names.addAll(classified.classification().knownAs());
                names.add(identity);
            }
        }
        return names;
    }

    /** Whether one of the patterns matches one of the judged base's names. */
    public boolean baseIsOneOf(List<ReferencePattern> patterns) {
        List<ImageReference> names = baseNames();
        return patterns.stream().anyMatch(pattern -> names.stream().anyMatch(pattern::matches));
    }
}
