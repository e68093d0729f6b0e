package dev.plinth.base.weighing;

import dev.plinth.base.Tier;
import dev.plinth.base.ancestry.Ancestor;
import dev.plinth.base.marks.NamedRelease;
import dev.plinth.base.marks.OsRoot;
import dev.plinth.image.reference.ImageReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What the recognised root is called; where its marks leave the release open, the names of what stands above may tell it. */
final class RootName {

    private final Weighed weighed;
    private final UnaryOperator<ImageReference> identity;

    RootName(Weighed weighed, UnaryOperator<ImageReference> identity) {
        this.weighed = weighed;
        this.identity = identity;
    }

    @Nullable
    ImageReference name() {
        OsRoot root = weighed.fingerprint().root();
        if (root == null
                || root.name() == null
                || root.name().tag() != null
                || root.facts().distribution() == null) {
            return root == null ? null : root.name();
        }
        String variant = root.facts().distribution().equals("debian") && root.tier() == Tier.SLIM ? "-slim" : "";
        for (Ancestor ancestor : weighed.ancestors()) {
            // Compressed anew, the image has other sizes than its base, which may tell more.
            if (ancestor.root() != null && ancestor.root().sameRepository(root.name())) {
                return ancestor.root();
            }
            for (ImageReference name : ancestor.names()) {
                String release = NamedRelease.of(name, root.facts().distribution());
                if (release != null) {
                    return root.name().withTag(release + variant);
                }
            }
        }
        for (Checked checked : weighed.claims()) {
            ImageReference claimed = checked.claim().reference();
            if (claimed == null || checked.is(Checked.Standing.REFUTED) || checked.is(Checked.Standing.IDLE)) {
                continue;
            }
            String release =
                    NamedRelease.of(identity.apply(claimed), root.facts().distribution());
            if (release != null) {
                return root.name().withTag(release + variant);
            }
        }
        return root.name();
    }
}
