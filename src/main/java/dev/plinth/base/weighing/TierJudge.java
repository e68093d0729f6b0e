package dev.plinth.base.weighing;

import dev.plinth.base.Claim;
import dev.plinth.base.Facts;
import dev.plinth.base.Tier;
import dev.plinth.base.ancestry.Additions;
import dev.plinth.base.ancestry.Ancestor;
import dev.plinth.base.ancestry.RootTier;
import dev.plinth.base.history.Step;
import dev.plinth.base.inquiry.Catalogue;
import dev.plinth.base.inquiry.KnownBase;
import dev.plinth.base.products.Found;
import dev.plinth.base.weighing.Checked.Standing;
import dev.plinth.image.reference.ImageReference;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Judges the tier of the whole image: content first, then what its verified ancestors are, then marks; and what lies above. */
final class TierJudge {

    /**
     * The judgement.
     *
     * @param tier null if it cannot be told
     * @param says what the additions are; empty if nothing
     */
    record Judged(@Nullable Tier tier, Facts facts, String says) {}

    private final Weighed weighed;
    private final Catalogue catalogue;
    private final UnaryOperator<ImageReference> identity;

    TierJudge(Weighed weighed, Catalogue catalogue, UnaryOperator<ImageReference> identity) {
        this.weighed = weighed;
        this.catalogue = catalogue;
        this.identity = identity;
    }

    Judged judge() {
        Ancestor self = weighed.self();
        Facts marks = weighed.fingerprint().facts();
        if (weighed.content() != null) {
            Tier read = ContentTier.of(weighed.content());
            if (read != null) {
                return new Judged(
                        read, weighed.content().facts().orElse(known(self)).orElse(marks), "");
            }
        }
        Facts read =
                weighed.content() == null ? Facts.UNKNOWN : weighed.content().facts();
        if (self != null && self.tier() != null) {
            return new Judged(self.tier(), read.orElse(known(self)).orElse(marks), "");
        }
        Tier tier = baseTier();
        Additions additions = Additions.of(weighed.fingerprint(), tier, baseLayers(), own());
        Facts facts = read.orElse(additions.facts()).orElse(known(self)).orElse(marks);
        return new Judged(
                additions.tier(),
                additions.tier() == tier && additions.visible() ? facts : withoutSilentNo(facts, additions.tier()),
                additions.says());
    }

    /** Facts of the verified ancestors, the nearest's first. */
    private Facts known(@Nullable Ancestor self) {
        Facts facts = self == null ? Facts.UNKNOWN : self.facts();
        for (Ancestor ancestor : weighed.proper()) {
            facts = facts.orElse(ancestor.facts());
        }
        return facts;
    }

    /** What is laid on top may hold what the base has not: a no of the base alone is no answer for the image. */
    private static Facts withoutSilentNo(Facts facts, @Nullable Tier tier) {
        boolean open = tier == null;
        return new Facts(
                facts.distribution(),
                facts.release(),
                facts.codename(),
                facts.libc(),
                open && Boolean.FALSE.equals(facts.shell()) ? null : facts.shell(),
                open && Facts.NO_PACKAGE_MANAGER.equals(facts.packageManager()) ? null : facts.packageManager(),
                Boolean.FALSE.equals(facts.buildTools()) ? null : facts.buildTools(),
                facts.runtime());
    }

    private @Nullable Tier baseTier() {
        for (Ancestor ancestor : weighed.proper()) {
            if (ancestor.tier() != null) {
                boolean development = weighed.fingerprint().hasBuildpackDeps() && ancestor.tier() != Tier.ALPINE;
                return development ? Tier.FULL : ancestor.tier();
            }
        }
        Tier marks = RootTier.of(
                weighed.fingerprint(), identity.apply(weighed.image().reference()));
        return marks != null ? marks : claimedTier();
    }

    /** The tier of a known base that is claimed and not contradicted. */
    private @Nullable Tier claimedTier() {
        for (Checked checked : weighed.claims()) {
            Claim claim = checked.claim();
            if ((checked.is(Standing.OPEN) || checked.is(Standing.IN_LINEAGE)) && claim.reference() != null) {
                Tier tier = catalogue
                        .newest(
                                identity.apply(claim.reference()),
                                weighed.image().platform())
                        .map(KnownBase::tier)
                        .orElse(null);
                if (tier != null) {
                    return tier;
                }
            }
        }
        return null;
    }

    private int baseLayers() {
        Ancestor nearest = weighed.nearest();
        if (nearest != null) {
            return nearest.layers();
        }
        return weighed.fingerprint().root() == null
                ? 0
                : Math.min(
                        weighed.fingerprint().root().layers(),
                        weighed.image().layers().size());
    }

    /** The steps above the base; above a guessed product those after its own command. */
    private List<Step> own() {
        Found product = weighed.productAbove();
        if (product != null) {
            return weighed.fingerprint().clues().steps().from(product.end());
        }
        Ancestor nearest = weighed.nearest();
        Found top = weighed.topProduct();
        if (nearest == null && top != null) {
            return weighed.fingerprint().clues().steps().from(top.end());
        }
        return weighed.fingerprint().clues().steps().above(baseLayers());
    }
}
