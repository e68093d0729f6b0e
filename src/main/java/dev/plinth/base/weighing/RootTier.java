package dev.plinth.base.weighing;

import dev.plinth.base.Tier;
import dev.plinth.base.fingerprint.Fingerprint;
import org.jspecify.annotations.Nullable;

/** The tier that an image's own marks give, before what is laid on top is looked at. */
final class RootTier {

    private RootTier() {}

    static @Nullable Tier of(Fingerprint fingerprint) {
        if (fingerprint.root() == null) {
            return null;
        }
        return fingerprint.hasBuildpackDeps() && fingerprint.root().tier() != Tier.ALPINE
                ? Tier.FULL
                : fingerprint.root().tier();
    }
}
