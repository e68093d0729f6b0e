package dev.plinth.accuracy;

import dev.plinth.base.Tier;
import dev.plinth.data.Node;
import dev.plinth.image.Image;
import dev.plinth.image.reference.ImageReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A published image that is no fixture, as somebody recorded it elsewhere, and what the registry has beside it.
 *
 * @param aliases further tags of the same build
 * @param baseLayers how many of its layers are the base's
 * @param rootNames further names of its root
 * @param orTier a tier that is as right, where compilers stay in a slim distribution
 */
record OtherRecord(
        PublishedImage image,
        List<ImageReference> aliases,
        int baseLayers,
        List<ImageReference> rootNames,
        @Nullable Tier orTier) {

    OtherRecord {
        aliases = List.copyOf(aliases);
        rootNames = List.copyOf(rootNames);
    }

    static OtherRecord read(Node node) {
        return new OtherRecord(
                PublishedImage.read(node),
                node.texts("aliases").stream().map(ImageReference::parse).toList(),
                Math.toIntExact(node.whole("baseLayers").orElse(1)),
                node.texts("rootNames").stream().map(ImageReference::parse).toList(),
                node.text("orTier").map(Tier::parse).orElse(null));
    }

    /** Every tag of it, the recorded one first. */
    List<ImageReference> names() {
        List<ImageReference> names = new ArrayList<>();
        names.add(image.reference());
        names.addAll(aliases);
        return names;
    }

    /** The image's lowest layers as the image of their own that they are. */
    Image ancestor(String name, int layers) {
        List<PublishedImage.Step> steps = new ArrayList<>();
        int made = 0;
        for (PublishedImage.Step step : image.steps()) {
            boolean sameTime = steps.isEmpty() || steps.getLast().created().equals(step.created());
            if (made == layers && (step.makesLayer() || !sameTime)) {
                break;
            }
            made += step.makesLayer() ? 1 : 0;
            steps.add(step);
        }
        return new PublishedImage(
                        ImageReference.parse(name),
                        image.vintage(),
                        steps,
                        image.layers().subList(0, layers),
                        List.of(),
                        List.of(),
                        Map.of(),
                        List.of(),
                        image.root(),
                        image.root(),
                        image.tier())
                .image();
    }
}
