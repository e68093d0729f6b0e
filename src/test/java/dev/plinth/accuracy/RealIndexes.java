package dev.plinth.accuracy;

import dev.plinth.base.Base;
import dev.plinth.base.Claim;
import dev.plinth.base.claims.Claims;
import dev.plinth.codec.Json;
import dev.plinth.image.Annotations;
import dev.plinth.image.Descriptor;
import dev.plinth.image.Image;
import dev.plinth.image.Index;
import dev.plinth.image.MalformedException;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.testing.images.Sketch;
import java.util.ArrayList;
import java.util.List;

/** Real indexes of official images: every entry that carries a base annotation must give that claim, and no attestation one. */
final class RealIndexes {

    private RealIndexes() {}

    /** What is not read as it stands there. */
    static List<String> unread() {
        List<String> wrong = new ArrayList<>();
        int named = 0;
        for (Index index : Corpus.indexes()) {
            for (Descriptor entry : index.runnable()) {
                String name = entry.annotations().get(Annotations.BASE_NAME);
                List<Claim> claims = Claims.of(image(index, entry), new Json()::within);
                named += name == null ? 0 : 1;
                if (name == null != claims.isEmpty() || name != null && !says(claims.getFirst(), name, entry)) {
                    wrong.add(name + " is read as " + claims);
                }
            }
        }
        if (named < 150) {
            wrong.add("only " + named + " entries name a base");
        }
        return wrong;
    }

    private static boolean says(Claim claim, String name, Descriptor entry) {
        String digest = entry.annotations().get(Annotations.BASE_DIGEST);
        return name.equals(Base.SCRATCH)
                ? claim.scratch()
                : ImageReference.parse(name).equals(claim.reference())
                        && (digest == null || digest.equals(String.valueOf(claim.digest())));
    }

    private static Image image(Index index, Descriptor entry) {
        Image any = Sketch.named("library/app:1").image();
        try {
            return Image.of(any.reference(), any.root(), entry.digest(), index, any.manifest(), any.config());
        } catch (MalformedException e) {
            throw new IllegalStateException(e);
        }
    }
}
