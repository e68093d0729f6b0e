package dev.plinth.base.weighing;

import dev.plinth.base.Base;
import dev.plinth.base.ancestry.Ancestor;
import dev.plinth.base.ancestry.Families;
import dev.plinth.base.inquiry.Catalogue;
import dev.plinth.base.inquiry.KnownBase;
import dev.plinth.base.products.Found;
import dev.plinth.image.reference.ImageReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Every known proper ancestor, nearest first: the base, what its publisher says that it was built from, what layers prove, and the
 * root that the marks show.
 */
final class Lineage {

    /** No real lineage is longer; publishers' records may go in a circle. */
    private static final int MOST = 8;

    private final Weighed weighed;
    private final Catalogue catalogue;
    private final UnaryOperator<ImageReference> identity;
    private final List<ImageReference> lineage = new ArrayList<>();

    Lineage(Weighed weighed, Catalogue catalogue, UnaryOperator<ImageReference> identity) {
        this.weighed = weighed;
        this.catalogue = catalogue;
        this.identity = identity;
    }

    List<ImageReference> of(@Nullable Base base, BaseChoice choice) {
        if (base != null && base.scratch()) {
            return List.of();
        }
        List<Ancestor> proper = weighed.proper();
        if (base != null && base.reference() != null) {
            lineage.add(base.reference());
        }
        guessedProducts(proper);
        parents(base, proper);
        for (Ancestor ancestor : proper) {
            ImageReference name = choice.nameFor(ancestor);
            if (lineage.stream().noneMatch(known -> ancestor.names().contains(known) || known.sameRepository(name))
                    || isOwnVariant(ancestor, name)) {
                lineage.add(name);
            }
        }
        root();
        return List.copyOf(lineage);
    }

    /** Variants of one repository stand on each other, as in {@code buildpack-deps}: by layers, both are ancestors. */
    private boolean isOwnVariant(Ancestor ancestor, ImageReference name) {
        for (Ancestor other : weighed.proper()) {
            if (other.layers() > ancestor.layers() && other.isIn(name)) {
                return lineage.stream().noneMatch(known -> ancestor.names().contains(known));
            }
        }
        return false;
    }

    private void guessedProducts(List<Ancestor> proper) {
        if (!proper.isEmpty() && Families.of(proper.getFirst().name()) == null || weighed.self() != null) {
            return;
        }
        for (Found product : weighed.products().reversed()) {
            if (product.strong() && !product.candidates().isEmpty() && !weighed.isItself(product)) {
                addIfNew(product.name());
            }
        }
    }

    /** Follows the publishers' records down until layers prove the rest. */
    private void parents(@Nullable Base base, List<Ancestor> proper) {
        ImageReference parent = firstParent(base);
        for (int i = 0; i < MOST && parent != null; i++) {
            if (isProven(parent, proper)) {
                return;
            }
            boolean root = Families.of(parent) != null;
            if (root && (hasRoot(proper) || rootHasRelease())) {
                return;
            }
            if (base == null || !parent.equals(base.reference())) {
                lineage.add(parent);
            }
            parent = parentOf(parent);
        }
    }

    private @Nullable ImageReference firstParent(@Nullable Base base) {
        Ancestor self = weighed.self();
        if (self != null) {
            return self.parent();
        }
        Ancestor nearest = weighed.nearest();
        if (base != null && base.layers() != null && nearest != null && nearest.layers() == base.layers()) {
            return nearest.parent() != null ? nearest.parent() : parentOf(nearest.name());
        }
        return base == null || base.reference() == null ? null : parentOf(base.reference());
    }

    private boolean rootHasRelease() {
        ImageReference name = new RootName(weighed, identity).name();
        return name != null && name.tag() != null;
    }

    private static boolean hasRoot(List<Ancestor> proper) {
        for (Ancestor ancestor : proper) {
            if (Families.of(ancestor.name()) != null) {
                return true;
            }
        }
        return false;
    }

    private static boolean isProven(ImageReference parent, List<Ancestor> proper) {
        for (Ancestor ancestor : proper) {
            if (ancestor.isIn(parent)) {
                return true;
            }
        }
        return false;
    }

    private @Nullable ImageReference parentOf(ImageReference name) {
        return catalogue
                .newest(name, weighed.image().platform())
                .map(KnownBase::parent)
                .map(identity)
                .orElse(null);
    }

    /** The root by its marks, unless one of a root's family is there, or the image is that root itself. */
    private void root() {
        ImageReference name = new RootName(weighed, identity).name();
        if (name == null || name.sameRepository(identity.apply(weighed.image().reference()))) {
            return;
        }
        Ancestor self = weighed.self();
        boolean alone = weighed.image().layers().size() <= rootLayers() && lineage.isEmpty();
        if (alone || self != null && self.isIn(name)) {
            return;
        }
        for (ImageReference known : lineage) {
            if (Families.of(known) != null || known.sameRepository(name)) {
                return;
            }
        }
        lineage.add(name);
    }

    private int rootLayers() {
        return weighed.fingerprint().root() == null
                ? 0
                : weighed.fingerprint().root().layers();
    }

    private void addIfNew(ImageReference name) {
        for (ImageReference known : lineage) {
            if (known.sameRepository(name)) {
                return;
            }
        }
        lineage.add(name);
    }
}
