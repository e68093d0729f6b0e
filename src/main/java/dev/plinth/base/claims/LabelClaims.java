package dev.plinth.base.claims;

import dev.plinth.base.Claim;
import dev.plinth.base.EvidenceKind;
import dev.plinth.image.Image;
import java.util.Optional;

/**
 * Base labels of the configuration. Children inherit labels: in a grandchild the label still describes its parent's base, so that it
 * names some ancestor, not always the nearest, and does not show how the image's own {@code FROM} was written.
 */
final class LabelClaims {

    private LabelClaims() {}

    static Optional<Claim> of(Image image) {
        return BasePair.read(
                        EvidenceKind.LABEL,
                        "label of the configuration",
                        image.config().labels(),
                        false)
                .map(claim -> claim.scratch() ? claim : claim.withoutPinning());
    }
}
