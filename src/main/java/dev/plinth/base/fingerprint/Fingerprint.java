package dev.plinth.base.fingerprint;

import dev.plinth.base.Facts;
import dev.plinth.base.history.Instruction;
import dev.plinth.base.history.Step;
import dev.plinth.base.marks.Candidate;
import dev.plinth.base.marks.Clues;
import dev.plinth.base.marks.OsRoot;
import dev.plinth.base.marks.Toolchains;
import dev.plinth.base.products.BuildpackDeps;
import dev.plinth.base.products.Found;
import dev.plinth.base.products.ProductReader;
import dev.plinth.base.roots.RootRules;
import dev.plinth.image.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that the marks in an image's history and configuration suggest.
 *
 * @param clues what was read
 * @param root what the lowest layers look like; null if nothing is recognised
 * @param products what seems to stand on it, the lowest first
 * @param hasBuildpackDeps whether it has the step that all of buildpack-deps has: a development image
 * @param builder which tool built the image, with how many own layers it says; null if the marks are nobody's
 */
public record Fingerprint(
        Clues clues,
        @Nullable OsRoot root,
        List<Found> products,
        boolean hasBuildpackDeps,
        @Nullable Builder builder) {

    /** Languages whose official images are their compilers. */
    private static final Set<String> COMPILED =
            Set.of("library/golang", "library/rust", "library/swift", "library/haskell", "library/gcc");

    public Fingerprint {
        products = List.copyOf(products);
    }

    public static Fingerprint of(Image image) {
        Clues clues = Clues.of(image);
        OsRoot root = RootRules.read(clues).orElse(null);
        return new Fingerprint(
                clues, root, ProductReader.read(clues, root), BuildpackDeps.areIn(clues), Builder.of(clues));
    }

    /** Facts of the root, with the language above it and the compilers that are seen; unseen ones may be there all the same. */
    public Facts facts() {
        Facts facts = root == null ? Facts.UNKNOWN : root.facts();
        String runtime = null;
        boolean toolchain = hasBuildpackDeps;
        for (Found product : products) {
            runtime = product.runtime() != null ? product.runtime() : runtime;
            toolchain |= product.strong() && COMPILED.contains(product.name().repository());
        }
        boolean onlyFiles = true;
        for (Step step : clues.steps().all()) {
            toolchain |= Toolchains.areLeftInAnyWayBy(step);
            onlyFiles &= step.instruction() != Instruction.RUN || root != null && step.layer() < root.layers();
        }
        return new Facts(
                facts.distribution(),
                facts.release(),
                facts.codename(),
                facts.libc(),
                facts.shell(),
                facts.packageManager(),
                toolchain ? Boolean.TRUE : onlyFiles ? facts.buildTools() : null,
                runtime);
    }

    /** Names that may still serve the image's lower layers, the nearest product's first, the root's last. */
    public List<Candidate> candidates() {
        List<Candidate> all = new ArrayList<>();
        for (Found product : products.reversed()) {
            all.addAll(product.candidates());
        }
        if (root != null) {
            all.addAll(root.candidates());
        }
        return all;
    }
}
