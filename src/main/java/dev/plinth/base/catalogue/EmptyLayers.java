package dev.plinth.base.catalogue;

import dev.plinth.image.reference.Digest;
import java.util.List;
import java.util.Set;

/** Layers that hold nothing. Builders write them for {@code WORKDIR} and the like, so that they stand in everybody's images. */
final class EmptyLayers {

    private static final Set<Digest> COMPRESSED = Set.of(
            // BuildKit, 32 bytes.
            Digest.sha256("4f4fb700ef54461cfa02571ae0db9a0dc1e0cdb5577484a6d75e68dc38e8acc1"),
            // The classic builder, and Docker's conversion of older images.
            Digest.sha256("a3ed95caeb02ffe68cdd9fd84406680ae93d633cb16422d00e8a7c22955b46d4"));

    /** A tar archive of nothing but its end. */
    private static final Digest EMPTY_TAR =
            Digest.sha256("5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef");

    private EmptyLayers() {}

    /** Whether the layer at this place is known to be empty, by either digest. */
    static boolean emptyAt(List<Digest> layers, List<Digest> diffIds, int place) {
        return place < layers.size() && COMPRESSED.contains(layers.get(place))
                || place < diffIds.size() && EMPTY_TAR.equals(diffIds.get(place));
    }

    /** Whether all layers from one place up to, and not with, another are known to be empty. */
    static boolean onlyThose(List<Digest> layers, List<Digest> diffIds, int from, int to) {
        for (int place = from; place < to; place++) {
            if (!emptyAt(layers, diffIds, place)) {
                return false;
            }
        }
        return true;
    }

    static boolean onlyThose(List<Digest> layers, List<Digest> diffIds) {
        return onlyThose(layers, diffIds, 0, layers.size());
    }
}
