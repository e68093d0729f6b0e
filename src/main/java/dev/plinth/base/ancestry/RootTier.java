package dev.plinth.base.ancestry;

import dev.plinth.base.Tier;
import dev.plinth.base.fingerprint.Fingerprint;
import dev.plinth.base.marks.Clues;
import dev.plinth.base.marks.OsRoot;
import dev.plinth.base.roots.RootRules;
import dev.plinth.base.roots.publishers.LambdaRoot;
import dev.plinth.image.reference.ImageReference;
import org.jspecify.annotations.Nullable;

/** The tier that an image's own marks give, before what is laid on top is looked at. */
public final class RootTier {

    private RootTier() {}

    public static @Nullable Tier of(Fingerprint fingerprint) {
        if (fingerprint.root() == null) {
            return null;
        }
        return fingerprint.hasBuildpackDeps() && fingerprint.root().tier() != Tier.ALPINE
                ? Tier.FULL
                : fingerprint.root().tier();
    }

    /**
     * The tier of an image that was looked up under this identity. A slim Debian and an Ubuntu of 2021 and 2022 leave the same
     * marks: the repository that publishes them tells which it is, its tag does not count. Images of AWS Lambda leave none at all.
     */
    public static @Nullable Tier of(Fingerprint fingerprint, ImageReference identity) {
        Tier marks = of(fingerprint);
        OsRoot root = fingerprint.root();
        Clues clues = fingerprint.clues();
        String family = Families.of(identity);
        if (marks == null && LambdaRoot.tierOf(identity) instanceof Tier tier) {
            return tier;
        }
        if (marks != null
                || root == null
                || family == null
                || clues.image().layers().size() > root.layers()) {
            return marks;
        }
        return switch (family) {
            case "ubuntu" -> Tier.FULL;
            case "debian" ->
                clues.isRootPlain() ? null : RootRules.isSlimDebian(clues.rootSize()) ? Tier.SLIM : Tier.FULL;
            default -> null;
        };
    }
}
