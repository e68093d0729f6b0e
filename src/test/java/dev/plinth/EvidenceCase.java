package dev.plinth;

import dev.plinth.testing.images.SketchedImage;
import java.util.List;
import java.util.function.Function;

/**
 * An image that is reviewed through HTTP, under a policy that denies whatever is not scratch, pinned and verified, so that the answer
 * tells all there is to tell.
 *
 * @param name a sentence
 * @param image the image, made for this stage
 * @param tells what the answer has to say
 * @param hides what it must not say
 */
record EvidenceCase(String name, Function<EvidenceStage, SketchedImage> image, List<String> tells, List<String> hides) {

    static EvidenceCase of(String name, Function<EvidenceStage, SketchedImage> image, String... tells) {
        return new EvidenceCase(name, image, List.of(tells), List.of());
    }

    EvidenceCase hides(String... texts) {
        return new EvidenceCase(name, image, tells, List.of(texts));
    }
}
