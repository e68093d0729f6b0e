package dev.plinth.base.weighing;

import dev.plinth.base.ancestry.Ancestor;
import dev.plinth.base.ancestry.Families;
import dev.plinth.base.fingerprint.Fingerprint;
import dev.plinth.base.inquiry.Answer;
import dev.plinth.base.inquiry.Content;
import dev.plinth.base.inquiry.Dossier;
import dev.plinth.base.products.Found;
import dev.plinth.image.Image;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one image, each kind of evidence held against the layers: what every decision after it reads.
 *
 * @param ancestors verified, fewest layers first; the image itself is the last one where it is known
 * @param claims in the order in which they are believed
 * @param products guessed, the lowest first; without the image itself
 * @param content null if no content was read
 */
record Weighed(
        Dossier dossier,
        Fingerprint fingerprint,
        List<Ancestor> ancestors,
        List<Checked> claims,
        List<Found> products,
        @Nullable Content content) {

    Weighed {
        ancestors = List.copyOf(ancestors);
        claims = List.copyOf(claims);
        products = List.copyOf(products);
    }

    Image image() {
        return dossier.image();
    }

    /** The image itself where all its layers are those of a known base. */
    @Nullable
    Ancestor self() {
        if (ancestors.isEmpty()
                || ancestors.getLast().layers() < image().layers().size()) {
            return null;
        }
        Ancestor last = ancestors.getLast();
        // Somebody who says that the image is built from it added settings only: then it is the base.
        for (Checked claim : claims) {
            if (claim.is(Checked.Standing.VERIFIED)
                    && last.equals(claim.ancestor())
                    && !claim.claim().inherited()
                    && !last.digests().contains(image().digest())
                    && !last.isIn(image().reference())) {
                return null;
            }
        }
        return last;
    }

    /** The verified proper ancestors, nearest first. */
    List<Ancestor> proper() {
        Ancestor self = self();
        List<Ancestor> proper = self == null ? ancestors : ancestors.subList(0, ancestors.size() - 1);
        return proper.reversed();
    }

    /** The nearest verified proper ancestor. */
    @Nullable
    Ancestor nearest() {
        List<Ancestor> proper = proper();
        return proper.isEmpty() ? null : proper.getFirst();
    }

    /** The guessed product that stands above every verified ancestor; null if there is none. */
    @Nullable
    Found productAbove() {
        Found top = topProduct(true);
        if (top == null) {
            return null;
        }
        for (Ancestor ancestor : proper()) {
            if (ancestor.isIn(top.name())
                    || top.runtime() != null
                            && top.runtime().equals(ancestor.facts().runtime())) {
                return null;
            }
        }
        Ancestor nearest = nearest();
        boolean onlyRoots = nearest == null || Families.of(nearest.name()) != null || isBuildpackDeps(nearest);
        if (onlyRoots) {
            return top;
        }
        // A verified ancestor that is no bare distribution holds the products below it; only one set by other means is
        // above.
        return null;
    }

    /**
     * Whether a product is the image itself: its own build set the marks, straight above a verified ancestor, and no name of the
     * product serves the image's layers.
     */
    boolean isItself(Found product) {
        return product.own() && nearest() != null;
    }

    /** The highest product whose marks are its image's own. */
    @Nullable
    Found topProduct() {
        return topProduct(false);
    }

    private @Nullable Found topProduct(boolean notItself) {
        for (Found product : products.reversed()) {
            if (product.strong() && !(notItself && isItself(product))) {
                return product;
            }
        }
        return null;
    }

    static boolean isBuildpackDeps(Ancestor ancestor) {
        return ancestor.name().path().equals("docker.io/library/buildpack-deps");
    }

    static @Nullable Content content(Dossier dossier) {
        for (Answer answer : dossier.answers().reversed()) {
            if (answer instanceof Answer.ContentFacts found) {
                return found.content();
            }
        }
        return null;
    }
}
