package dev.plinth.base.provenance;

import dev.plinth.data.Node;
import dev.plinth.image.reference.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code buildkit_metadata.layers}: the layers after each step. Of the steps that fetch an image, the one whose layers begin the
 * result is the base.
 */
final class StepLayers {

    /**
     * A fetched image whose layers begin the result.
     *
     * @param identifier {@code docker-image://…}
     * @param layers how many
     */
    record Start(String identifier, int layers) {}

    private static final int MOST = 2_000;

    private StepLayers() {}

    static Optional<Start> longest(Predicate predicate, List<Digest> image) {
        Start longest = null;
        int looked = 0;
        for (Node step : predicate.steps()) {
            if (looked++ > MOST) {
                break;
            }
            String identifier = step.find("op", "Op")
                    .or(() -> step.find("op"))
                    .flatMap(op -> op.text("source", "identifier"))
                    .orElse("");
            if (identifier.startsWith("docker-image://")) {
                List<Digest> layers =
                        layersOf(predicate.layers(), step.text("id").orElse("") + ":0");
                boolean begins = !layers.isEmpty()
                        && layers.size() <= image.size()
                        && image.subList(0, layers.size()).equals(layers);
                if (begins && (longest == null || layers.size() > longest.layers())) {
                    longest = new Start(identifier, layers.size());
                }
            }
        }
        return Optional.ofNullable(longest);
    }

    /** {@code [[{mediaType, digest, size}, …]]}. */
    private static List<Digest> layersOf(Map<String, Node> all, String step) {
        List<Digest> digests = new ArrayList<>();
        if (all.get(step) instanceof Node.Sequence outer
                && !outer.items().isEmpty()
                && outer.items().getFirst() instanceof Node.Sequence layers) {
            for (Node layer : layers.items()) {
                layer.text("digest").flatMap(Digest::lenient).ifPresent(digests::add);
            }
            return digests.size() == layers.items().size() ? digests : List.of();
        }
        return List.of();
    }
}
