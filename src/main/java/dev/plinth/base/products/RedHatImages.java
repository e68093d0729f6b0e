package dev.plinth.base.products;

import dev.plinth.base.history.OwnSteps;
import dev.plinth.base.history.Step;
import dev.plinth.base.marks.Candidate;
import dev.plinth.base.marks.Clues;
import dev.plinth.image.ImageConfig;
import dev.plinth.image.reference.ImageReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Red Hat's images of languages and servers ({@code ubi9/python-312}, {@code ubi9/openjdk-21-runtime}), by the labels that children
 * inherit: {@code name} is the repository, {@code version} and {@code release} are its tags. The universal base images
 * themselves are roots and not meant here.
 */
final class RedHatImages {

    private static final String REGISTRY = "registry.access.redhat.com/";
    private static final int LONGEST = 60;

    private RedHatImages() {}

    /**
     * The image; null if no label names one.
     *
     * @param runtime of the image, as its variables tell it
     */
    static @Nullable Found read(Clues clues, @Nullable String runtime) {
        ImageConfig config = clues.config();
        String name = config.label("name").orElse("");
        int slash = name.indexOf('/');
        boolean product = name.startsWith("ubi")
                && slash > 3
                && name.length() < LONGEST
                && !name.startsWith("ubi", slash + 1)
                && config.label("com.redhat.component").isPresent()
                && ImageReference.lenient(REGISTRY + name).isPresent();
        if (!product || clues.steps().melted()) {
            return null;
        }
        String version = config.label("version").orElse("");
        String release = config.label("release").orElse("");
        List<Candidate> candidates = new ArrayList<>();
        for (String tag : List.of(version, "latest", version + "-" + release)) {
            if (ImageReference.lenient(REGISTRY + name + ":" + tag).isPresent() && !tag.startsWith("-")) {
                candidates.add(Candidate.of(REGISTRY + name, tag));
            }
        }
        List<Step> steps = clues.steps().all();
        int end = OwnSteps.begin(steps);
        return new Found(
                ImageReference.parse(REGISTRY + name + ":latest"),
                candidates,
                runtime,
                true,
                false,
                Math.max(end - 1, 0),
                end,
                "label of Red Hat: " + name);
    }
}
