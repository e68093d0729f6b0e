package dev.plinth.base.weighing;

import dev.plinth.base.Claim;
import dev.plinth.base.ancestry.Ancestor;
import dev.plinth.base.ancestry.Ancestors;
import dev.plinth.base.ancestry.Families;
import dev.plinth.base.ancestry.Prefix;
import dev.plinth.base.inquiry.Answer;
import dev.plinth.base.inquiry.Catalogue;
import dev.plinth.base.inquiry.Dossier;
import dev.plinth.base.inquiry.Inquiry;
import dev.plinth.base.inquiry.KnownBase;
import dev.plinth.base.weighing.Checked.Standing;
import dev.plinth.image.Annotations;
import dev.plinth.image.Descriptor;
import dev.plinth.image.Image;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Holds every claim against the layers. A claim is refuted only if the claimed digest was read from the claimed repository and its
 * layers are no prefix on any platform, or if a lineage is verified in which the claimed repository cannot stand. What has moved
 * on, cannot be read, or was converted stays open.
 */
final class ClaimCheck {

    private static final String REWRITTEN = "buildkit/rewritten-timestamp";

    private final Dossier dossier;
    private final Catalogue catalogue;
    private final UnaryOperator<ImageReference> identity;
    private final List<Ancestor> ancestors;

    ClaimCheck(Dossier dossier, Catalogue catalogue, UnaryOperator<ImageReference> identity, List<Ancestor> ancestors) {
        this.dossier = dossier;
        this.catalogue = catalogue;
        this.identity = identity;
        this.ancestors = ancestors;
    }

    List<Checked> check(List<Claim> claims) {
        List<Checked> checked = new ArrayList<>(claims.size());
        for (Claim claim : claims) {
            checked.add(check(claim));
        }
        return checked;
    }

    private Checked check(Claim claim) {
        if (claim.scratch()) {
            return scratch(claim);
        }
        if (isOfItself(claim)) {
            return new Checked(claim, Standing.IDLE, null, "names the image itself");
        }
        Ancestor named = named(claim);
        if (named != null) {
            return new Checked(claim, Standing.VERIFIED, named, "");
        }
        String misread = readAndDifferent(claim);
        if (misread != null && !claim.certain()) {
            return new Checked(claim, Standing.IDLE, null, "is not the base");
        }
        if (misread != null) {
            return new Checked(claim, Standing.REFUTED, null, misread);
        }
        Ancestor related = claim.reference() == null ? null : inRepository(claim.reference());
        if (related != null) {
            return new Checked(claim, Standing.IN_LINEAGE, related, "");
        }
        String other = claim.certain() ? contradiction(claim) : null;
        return other != null
                ? new Checked(claim, Standing.REFUTED, null, other)
                : new Checked(claim, Standing.OPEN, null, whyOpen(claim));
    }

    /** A root image says scratch of itself with right; an image with a verified ancestor does not. */
    private Checked scratch(Claim claim) {
        Ancestor proper = nearestProper();
        return proper == null
                ? new Checked(claim, Standing.OPEN, null, "")
                : new Checked(claim, Standing.REFUTED, null, layersAre(proper));
    }

    private boolean isOfItself(Claim claim) {
        Image image = dossier.image();
        Digest digest = claim.digest();
        if (digest != null && (digest.equals(image.digest()) || digest.equals(image.root()))) {
            return true;
        }
        // An older build of the same tag may be the base, if it can be read.
        ImageReference reference = claim.reference();
        return reference != null
                && Ancestors.isSame(identity.apply(reference), identity.apply(image.reference()))
                && (digest == null || isUnreadable(digest));
    }

    private boolean isUnreadable(Digest digest) {
        return dossier.answers().stream()
                .anyMatch(answer -> answer instanceof Answer.Nothing
                        && answer.to() instanceof Inquiry.BaseImage asked
                        && digest.equals(asked.reference().digest()));
    }

    /** The verified ancestor, or the image's own known name, that the claim means. */
    private @Nullable Ancestor named(Claim claim) {
        for (Ancestor ancestor : ancestors.reversed()) {
            if (claim.digest() != null && ancestor.digests().contains(claim.digest())) {
                return ancestor;
            }
        }
        ImageReference reference = claim.reference();
        if (reference == null) {
            return null;
        }
        ImageReference identified = identity.apply(reference);
        for (Ancestor ancestor : ancestors.reversed()) {
            if (ancestor.isCalled(identified) && !isContradictedByDigest(claim)) {
                return ancestor;
            }
        }
        return null;
    }

    /** Whether the claimed digest itself was read and is something else: then the name beside it does not save the claim. */
    private boolean isContradictedByDigest(Claim claim) {
        return readAndDifferent(claim) != null;
    }

    private @Nullable Ancestor inRepository(ImageReference reference) {
        ImageReference identified = identity.apply(reference);
        for (Ancestor ancestor : ancestors.reversed()) {
            if (ancestor.isIn(identified)) {
                return ancestor;
            }
        }
        return null;
    }

    /** What the layers are instead, if the claimed digest was read from the claimed repository and is no prefix. */
    private @Nullable String readAndDifferent(Claim claim) {
        if (claim.digest() == null || claim.reference() == null || isConverted(dossier.image())) {
            return null;
        }
        for (Answer answer : dossier.answers()) {
            if (answer instanceof Answer.BaseImages found
                    && claim.digest().equals(found.to().reference().digest())
                    && found.to().reference().sameRepository(claim.reference())
                    && !found.images().isEmpty()
                    && differs(found.images())) {
                Ancestor nearest = nearestProper();
                return "its layers are not the image's lowest" + (nearest == null ? "" : "; " + layersAre(nearest));
            }
        }
        return null;
    }

    private boolean differs(List<Image> bases) {
        for (Image base : bases) {
            if (Prefix.isNothing(base) || Prefix.of(base, dossier.image()) != Prefix.NONE) {
                return false;
            }
        }
        return true;
    }

    /** Converted layers have other digests and other diff ids than the base's, in an honest image. */
    static boolean isConverted(Image image) {
        return image.manifest().layers().stream().anyMatch(ClaimCheck::isConverted);
    }

    private static boolean isConverted(Descriptor layer) {
        return layer.annotations().containsKey(Annotations.STARGZ_TOC)
                || layer.annotations().containsKey(REWRITTEN);
    }

    /** Whether not even the lowest layer is the base's as it was: then no image that is looked up can be found in this one. */
    static boolean isRootConverted(Image image) {
        return !image.manifest().layers().isEmpty()
                && isConverted(image.manifest().layers().getFirst());
    }

    /** The verified lineage that leaves no place for the claimed repository. */
    private @Nullable String contradiction(Claim claim) {
        ImageReference reference = claim.reference();
        if (reference == null) {
            return null;
        }
        ImageReference identified = identity.apply(reference);
        KnownBase known =
                catalogue.newest(identified, dossier.image().platform()).orElse(null);
        String family = Families.of(identified);
        String claimed =
                family != null || known == null ? family : known.facts().distribution();
        for (Ancestor ancestor : ancestors.reversed()) {
            String verified = Families.of(ancestor);
            if (claimed != null && verified != null && !claimed.equals(verified)) {
                return layersAre(ancestor);
            }
            if (known != null
                    && isOtherLanguage(known.facts().runtime(), ancestor.facts().runtime())) {
                return layersAre(ancestor);
            }
        }
        return null;
    }

    private static boolean isOtherLanguage(@Nullable String one, @Nullable String other) {
        return one != null && other != null && !language(one).equals(language(other));
    }

    private static String language(String runtime) {
        int space = runtime.indexOf(' ');
        return space < 0 ? runtime : runtime.substring(0, space);
    }

    private @Nullable Ancestor nearestProper() {
        int layers = dossier.image().layers().size();
        for (Ancestor ancestor : ancestors.reversed()) {
            if (ancestor.layers() < layers) {
                return ancestor;
            }
        }
        return null;
    }

    private static String layersAre(Ancestor ancestor) {
        return "the lowest " + Says.layers(ancestor.layers()) + " "
                + ancestor.name().familiar();
    }

    private String whyOpen(Claim claim) {
        if (isRootConverted(dossier.image())) {
            return "the image's layers were converted";
        }
        for (Answer answer : dossier.answers().reversed()) {
            if (answer instanceof Answer.Nothing nothing
                    && nothing.to() instanceof Inquiry.BaseImage asked
                    && claim.reference() != null
                    && asked.reference().sameRepository(claim.reference())) {
                return nothing.why().toString();
            }
            if (answer instanceof Answer.BaseImages found
                    && claim.reference() != null
                    && found.to().reference().sameRepository(claim.reference())) {
                return found.to().reference().digest() == null
                        ? "its tag now serves other layers"
                        : isConverted(dossier.image()) ? "the image's layers were converted" : "";
            }
        }
        return "";
    }
}
