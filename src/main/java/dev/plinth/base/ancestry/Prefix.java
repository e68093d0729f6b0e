package dev.plinth.base.ancestry;

import dev.plinth.image.Descriptor;
import dev.plinth.image.Image;
import dev.plinth.image.reference.Digest;
import java.util.List;
import java.util.Set;

/** Whether the layers of one image are an ordered prefix of another's: by compressed digest, or by diff id. */
public enum Prefix {
    BY_DIGEST,
    BY_DIFF_ID,
    NONE;

    /** Empty layers, compressed: everybody's image may have them, so that they alone prove nothing. */
    private static final Set<String> EMPTY = Set.of(
            "4f4fb700ef54461cfa02571ae0db9a0dc1e0cdb5577484a6d75e68dc38e8acc1",
            "a3ed95caeb02ffe68cdd9fd84406680ae93d633cb16422d00e8a7c22955b46d4");

    /** The empty tar, uncompressed. */
    private static final String EMPTY_DIFF_ID = "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef";

    public static Prefix of(Image base, Image image) {
        if (isNothing(base)) {
            return NONE;
        }
        if (startsWith(image.layers(), base.layers())) {
            return BY_DIGEST;
        }
        return startsWith(image.config().diffIds(), base.config().diffIds()) ? BY_DIFF_ID : NONE;
    }

    private static boolean startsWith(List<Digest> all, List<Digest> first) {
        return first.size() <= all.size() && all.subList(0, first.size()).equals(first);
    }

    /** Whether an image has no layer that says anything. */
    public static boolean isNothing(Image image) {
        List<Descriptor> layers = image.manifest().layers();
        for (int i = 0; i < layers.size(); i++) {
            if (!EMPTY.contains(layers.get(i).digest().hex())
                    && !image.config().diffIds().get(i).hex().equals(EMPTY_DIFF_ID)) {
                return false;
            }
        }
        return true;
    }
}
