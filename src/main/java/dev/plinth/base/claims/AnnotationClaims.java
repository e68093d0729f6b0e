package dev.plinth.base.claims;

import dev.plinth.base.Claim;
import dev.plinth.base.EvidenceKind;
import dev.plinth.image.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Base annotations of the image's entry in its index, of the manifest, and of the index. Not inherited by children. */
final class AnnotationClaims {

    private static final String BUILDAH = "io.buildah.version";

    private AnnotationClaims() {}

    static List<Claim> of(Image image) {
        boolean showsPinning = !image.config().labels().containsKey(BUILDAH);
        List<Claim> claims = new ArrayList<>(3);
        add(claims, "annotation of the index entry", image.entryAnnotations(), showsPinning);
        add(claims, "annotation of the manifest", image.manifest().annotations(), showsPinning);
        if (image.index() != null) {
            add(claims, "annotation of the index", image.index().annotations(), showsPinning);
        }
        return claims;
    }

    private static void add(List<Claim> claims, String source, Map<String, String> annotations, boolean showsPinning) {
        BasePair.read(EvidenceKind.ANNOTATION, source, annotations, showsPinning)
                .ifPresent(claims::add);
    }
}
