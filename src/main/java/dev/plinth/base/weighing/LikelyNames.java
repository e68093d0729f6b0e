package dev.plinth.base.weighing;

import dev.plinth.base.Base;
import dev.plinth.base.Claim;
import dev.plinth.base.Classification;
import dev.plinth.base.Confidence;
import dev.plinth.base.ancestry.Ancestor;
import dev.plinth.base.ancestry.Ancestors;
import dev.plinth.base.ancestry.Families;
import dev.plinth.base.history.Step;
import dev.plinth.base.history.Steps;
import dev.plinth.base.inquiry.Need;
import dev.plinth.base.marks.Candidate;
import dev.plinth.base.marks.OsRoot;
import dev.plinth.base.products.Found;
import dev.plinth.image.reference.ImageReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which names of our own making are worth a question, the likeliest first; each only where its layers may lie above what is verified. */
final class LikelyNames {

    /** Names of one repository that are looked up where somebody says what the base is. */
    private static final int MOST_BESIDES = 2;

    private final Weighed weighed;
    private final boolean tierOpen;

    private LikelyNames(Weighed weighed, boolean tierOpen) {
        this.weighed = weighed;
        this.tierOpen = tierOpen;
    }

    static List<Candidate> of(Weighed weighed, Classification classification, Set<Need> needs) {
        LikelyNames names = new LikelyNames(weighed, classification.tier() == null && needs.contains(Need.TIER));
        Base base = classification.base();
        ImageReference claimed = base != null && base.evidence() == Confidence.CLAIMED ? base.reference() : null;
        List<Candidate> all = new ArrayList<>(claimed == null ? names.ofOthers(base) : names.besides(claimed));
        all.removeIf(candidate -> names.isOfImage(candidate.ask()));
        if (claimed == null) {
            all.addAll(0, names.ofOwnRepository());
        }
        return all;
    }

    /** All names; above a verified ancestor those of the products that stand higher. */
    private List<Candidate> ofOthers(@Nullable Base base) {
        Ancestor nearest = weighed.nearest();
        if (base == null || base.evidence() != Confidence.VERIFIED || nearest == null) {
            return weighed.fingerprint().candidates();
        }
        int above = firstStepAbove(nearest);
        List<Candidate> candidates = new ArrayList<>();
        for (Found product : weighed.products().reversed()) {
            if (product.at() >= above && isAnother(product, nearest)) {
                candidates.addAll(product.candidates());
            }
        }
        OsRoot root = weighed.fingerprint().root();
        if (root != null && tierOpen) {
            candidates.addAll(root.candidates());
        }
        return candidates;
    }

    /** What is of the ancestor's repository is the ancestor, unless a variant stands on it, or another one of buildpack-deps. */
    private boolean isAnother(Found product, Ancestor nearest) {
        String tag = nearest.name().tag();
        boolean smaller = tag != null && (tag.endsWith("-curl") || tag.endsWith("-scm"));
        return !nearest.isIn(product.name())
                || isVariant(product)
                || smaller
                        && Weighed.isBuildpackDeps(nearest)
                        && nearest.names().stream().noneMatch(name -> Ancestors.isSame(name, product.name()));
    }

    /**
     * Names in the image's own repository. An image is no base of itself, but a variant may stand on the plain one, as
     * {@code nginx:1.30-perl} does on {@code nginx:1.30}: where the repository has marks of both, and something was laid above the plain
     * one's own command.
     */
    private List<Candidate> ofOwnRepository() {
        List<Found> own = weighed.fingerprint().products().stream()
                .filter(product -> isOfImage(product.name()))
                .toList();
        Ancestor nearest = weighed.nearest();
        if (own.size() < 2 || nearest != null && nearest.isIn(weighed.image().reference())) {
            return List.of();
        }
        Found plain = own.getFirst();
        boolean laidAbove = steps().from(plain.end()).stream().anyMatch(Step::makesLayer);
        return laidAbove
                ? plain.candidates().stream()
                        .filter(candidate ->
                                !candidate.ask().equals(weighed.image().reference()))
                        .toList()
                : List.of();
    }

    /** Whether the plain image of its repository has marks of its own below. */
    private boolean isVariant(Found product) {
        for (Found below : weighed.products()) {
            if (below.equals(product)) {
                return false;
            }
            if (below.name().sameRepository(product.name()) && below.at() < product.at()) {
                return true;
            }
        }
        return false;
    }

    /** Settings of the next image stand between the ancestor's last layer and the next one, beside its own last words. */
    private int firstStepAbove(Ancestor nearest) {
        return steps().aligned()
                ? steps().firstAbove(nearest.layers() - 1) + 1
                : Families.of(nearest.name()) == null ? Integer.MAX_VALUE : 0;
    }

    /**
     * Beside a claimed base: other names of it, which may still serve the build, and the root's, which may show that the claim is
     * not true.
     */
    private List<Candidate> besides(ImageReference claimed) {
        OsRoot root = weighed.fingerprint().root();
        List<Candidate> names = new ArrayList<>();
        if (isInherited(claimed)) {
            // A label may be that of the product's image, and then names what that was built from.
            for (Found product : weighed.products().reversed()) {
                product.candidates().stream().limit(MOST_BESIDES - names.size()).forEach(names::add);
            }
        }
        for (Candidate candidate : weighed.fingerprint().candidates()) {
            if (names.size() < MOST_BESIDES && candidate.ask().sameRepository(claimed)) {
                names.add(candidate);
            }
        }
        if (root != null) {
            root.candidates().stream().limit(MOST_BESIDES).forEach(names::add);
        }
        return names;
    }

    private boolean isInherited(ImageReference claimed) {
        return weighed.claims().stream()
                .map(Checked::claim)
                .filter(claim -> claim.reference() != null && claim.reference().sameRepository(claimed))
                .allMatch(Claim::inherited);
    }

    private boolean isOfImage(ImageReference reference) {
        return reference.sameRepository(weighed.image().reference());
    }

    private Steps steps() {
        return weighed.fingerprint().clues().steps();
    }
}
