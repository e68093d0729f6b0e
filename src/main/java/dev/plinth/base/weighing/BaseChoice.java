package dev.plinth.base.weighing;

import dev.plinth.base.Base;
import dev.plinth.base.Claim;
import dev.plinth.base.Confidence;
import dev.plinth.base.Tier;
import dev.plinth.base.ancestry.Ancestor;
import dev.plinth.base.ancestry.Ancestors;
import dev.plinth.base.ancestry.Families;
import dev.plinth.base.ancestry.Prefix;
import dev.plinth.base.inquiry.Answer;
import dev.plinth.base.marks.Candidate;
import dev.plinth.base.marks.OsRoot;
import dev.plinth.base.pinning.Pinning;
import dev.plinth.base.products.Found;
import dev.plinth.base.weighing.Checked.Standing;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Picks the base and the lineage: what layers prove, then what is claimed, then what is guessed. */
final class BaseChoice {

    /** Names kept of one build beside the first. */
    private static final int MOST_ALTERNATIVES = 12;

    private final Weighed weighed;
    private final UnaryOperator<ImageReference> identity;

    BaseChoice(Weighed weighed, UnaryOperator<ImageReference> identity) {
        this.weighed = weighed;
        this.identity = identity;
    }

    /** The image itself as a base; null if it is not known as one. */
    @Nullable
    Base self() {
        Ancestor self = weighed.self();
        return self == null ? null : base(self, null, Pinning.of(weighed.image().reference()));
    }

    /** The nearest proper ancestor; null for a root image and where nothing is known. */
    @Nullable
    Base base() {
        Claim open = openClaim();
        if (open != null) {
            return claimed(open);
        }
        Found product = weighed.productAbove();
        Ancestor nearest = weighed.nearest();
        Ancestor self = weighed.self();
        if (self != null && self.parent() != null && (nearest == null || !nearest.isIn(self.parent()))) {
            return published(self.parent());
        }
        if (product != null) {
            return guessed(product.name(), product.candidates());
        }
        if (nearest != null) {
            Claim claim = claimOf(nearest);
            return base(nearest, claim == null ? null : claim.reference(), pinning(nearest));
        }
        return scratchOrRoot();
    }

    /** The claim that stands as the nearest base although no layers bear it out; null if there is none. */
    private @Nullable Claim openClaim() {
        boolean verified = weighed.claims().stream()
                .anyMatch(checked ->
                        checked.is(Standing.VERIFIED) && !checked.claim().inherited());
        if (verified) {
            return null;
        }
        for (Checked checked : weighed.claims()) {
            Claim claim = checked.claim();
            if (!checked.is(Standing.OPEN) || claim.scratch() || claim.reference() == null && claim.digest() == null) {
                continue;
            }
            if (claim.inherited() && (isBelowProduct(claim) || isBelowAncestor())
                    || !claim.certain() && !agreesWithMarks(claim)) {
                continue;
            }
            return claim;
        }
        return null;
    }

    /** One of several images that went into the build is the base where the marks speak of the same repository. */
    private boolean agreesWithMarks(Claim claim) {
        Found top = weighed.topProduct();
        ImageReference guess = top != null ? top.name() : new RootName(weighed, identity).name();
        return guess != null
                && claim.reference() != null
                && identity.apply(claim.reference()).sameRepository(guess);
    }

    /** A label that names a distribution, in an image with a product above it: inherited from that product's image. */
    private boolean isBelowProduct(Claim claim) {
        return weighed.topProduct() != null
                && claim.reference() != null
                && Families.of(identity.apply(claim.reference())) != null;
    }

    /** A label, in an image that stands on more than a distribution: it may be that ancestor's as well. */
    private boolean isBelowAncestor() {
        Ancestor nearest = weighed.nearest();
        return nearest != null && Families.of(nearest.name()) == null;
    }

    private @Nullable Base scratchOrRoot() {
        OsRoot root = weighed.fingerprint().root();
        boolean claimed =
                weighed.claims().stream().anyMatch(checked -> checked.claim().scratch() && checked.is(Standing.OPEN));
        if (weighed.self() != null && root != null && root.tier() != Tier.SCRATCH) {
            return null;
        }
        // Layers that hold nothing of a system stand on nothing, or on a base that holds nothing either: this is no
        // proof.
        boolean empty = weighed.content() != null && ContentTier.of(weighed.content()) == Tier.SCRATCH;
        if (root == null && empty && weighed.self() == null) {
            return Base.scratch(claimed ? Confidence.CLAIMED : Confidence.GUESSED);
        }
        if (root == null) {
            return null;
        }
        if (root.tier() == Tier.SCRATCH) {
            return Base.scratch(claimed ? Confidence.CLAIMED : Confidence.GUESSED);
        }
        // Nothing stands above the root's own layers: the image is a root, or a copy of one.
        boolean alone = weighed.image().layers().size() <= root.layers() && weighed.topProduct() == null;
        ImageReference name = new RootName(weighed, identity).name();
        return alone || name == null || isImage(name) ? null : guessed(name, root.candidates());
    }

    private boolean isImage(ImageReference name) {
        return identity.apply(weighed.image().reference()).sameRepository(name);
    }

    /** What the publisher of the image says that it is built from; its layers are another build's, or not known. */
    private static Base published(ImageReference parent) {
        return new Base(parent, false, null, null, Confidence.CLAIMED, null, null, null, null, List.of());
    }

    private Base guessed(ImageReference name, List<Candidate> candidates) {
        return new Base(
                name,
                false,
                null,
                null,
                Confidence.GUESSED,
                null,
                null,
                null,
                hasMoved(candidates) ? false : null,
                List.of());
    }

    /** Whether a name was looked up and serves other layers now. */
    private boolean hasMoved(List<Candidate> candidates) {
        for (Candidate candidate : candidates) {
            if (Objects.equals(candidate.ask(), candidate.as()) && Boolean.FALSE.equals(pointsHere(candidate.ask()))) {
                return true;
            }
        }
        return false;
    }

    /** Whether a tag that was looked up serves the image's layers; null if it was not looked up, or cannot be told. */
    private @Nullable Boolean pointsHere(ImageReference tag) {
        if (ClaimCheck.isRootConverted(weighed.image())) {
            return null;
        }
        for (Answer answer : weighed.dossier().answers()) {
            if (answer instanceof Answer.BaseImages found
                    && found.to().reference().digest() == null
                    && Ancestors.isSame(identity.apply(found.to().reference()), tag)) {
                return found.images().stream().anyMatch(base -> Prefix.of(base, weighed.image()) != Prefix.NONE);
            }
        }
        return null;
    }

    private Base claimed(Claim claim) {
        ImageReference reference = claim.reference() == null ? null : identity.apply(claim.reference());
        Integer layers = claim.layers();
        return new Base(
                reference,
                false,
                claim.digest(),
                claim.pinning(),
                Confidence.CLAIMED,
                layers,
                layers == null ? null : weighed.image().manifest().sizeOf(layers),
                null,
                reference == null || reference.tag() == null ? null : pointsHere(reference.withDigest(null)),
                List.of());
    }

    private Base base(Ancestor ancestor, @Nullable ImageReference claimedName, @Nullable Pinning pinning) {
        ImageReference name = claimedName == null ? nameFor(ancestor) : identity.apply(claimedName);
        List<ImageReference> others = new ArrayList<>();
        for (ImageReference other : ancestor.names()) {
            // One that was looked up by its digest is called so too: no other name.
            if (!other.withDigest(null).equals(name.withDigest(null)) && others.size() < MOST_ALTERNATIVES) {
                others.add(other);
            }
        }
        Boolean asked = name.tag() == null ? null : pointsHere(name.withDigest(null));
        return new Base(
                name,
                false,
                digestOf(ancestor),
                pinning,
                Confidence.VERIFIED,
                ancestor.layers(),
                weighed.image().manifest().sizeOf(ancestor.layers()),
                ancestor.created(),
                asked != null ? asked : ancestor.current(),
                others);
    }

    private @Nullable Digest digestOf(Ancestor ancestor) {
        for (Checked checked : weighed.claims()) {
            Digest digest = checked.claim().digest();
            if (checked.is(Standing.VERIFIED)
                    && ancestor.equals(checked.ancestor())
                    && digest != null
                    && ancestor.digests().contains(digest)) {
                return digest;
            }
        }
        return ancestor.digest();
    }

    /** As a claim calls it, else its most telling name. */
    ImageReference nameFor(Ancestor ancestor) {
        Claim claim = claimOf(ancestor);
        return claim == null || claim.reference() == null ? ancestor.name() : identity.apply(claim.reference());
    }

    private @Nullable Claim claimOf(Ancestor ancestor) {
        for (Checked checked : weighed.claims()) {
            if (checked.is(Standing.VERIFIED)
                    && ancestor.equals(checked.ancestor())
                    && checked.claim().reference() != null) {
                return checked.claim();
            }
        }
        return null;
    }

    /** How the base's {@code FROM} was written, if a claim that is borne out or at least agrees shows it. */
    private @Nullable Pinning pinning(Ancestor ancestor) {
        for (Checked checked : weighed.claims()) {
            if (ancestor.equals(checked.ancestor()) && checked.claim().pinning() != null) {
                return checked.claim().pinning();
            }
        }
        return null;
    }
}
