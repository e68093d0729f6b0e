package dev.plinth.base.roots;

import dev.plinth.base.Facts;
import dev.plinth.base.Libc;
import dev.plinth.base.Tier;
import dev.plinth.base.history.Instruction;
import dev.plinth.base.history.Step;
import dev.plinth.base.marks.Clues;
import dev.plinth.base.marks.OsRoot;
import dev.plinth.base.marks.RootRule;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A tree copied to the root directory of an empty image, whatever it is called ({@code COPY /root-out/ /}, {@code COPY / /} of an
 * image flattened by its Dockerfile): told by the package manager that runs above, for it came with the tree. Which image the tree
 * was, nothing says.
 */
final class CopiedTree implements RootRule {

    /** A language's image on Alpine is below; a larger tree may hold compilers. */
    private static final long MOST = 60_000_000;

    private static final List<String> OTHERS = List.of("apt-get", "apt", "yum", "dnf", "zypper", "pacman");

    @Override
    public Optional<OsRoot> read(Clues clues) {
        Step root = clues.root().orElse(null);
        boolean tree = root != null
                && (root.instruction() == Instruction.COPY || root.instruction() == Instruction.ADD)
                && root.destination().equals("/");
        if (!tree || clues.steps().melted() || clues.rootSize() > MOST) {
            return Optional.empty();
        }
        for (Step step : clues.steps().all()) {
            // A script for whichever system it finds tells none.
            if (step.instruction() != Instruction.RUN || OTHERS.stream().anyMatch(step::says)) {
                continue;
            }
            if (step.says("apk")) {
                return Optional.of(root(Tier.ALPINE, null, "apk"));
            }
            if (step.says("microdnf") || step.says("tdnf")) {
                return Optional.of(root(Tier.SLIM, Libc.GLIBC, step.says("tdnf") ? "tdnf" : "microdnf"));
            }
        }
        return Optional.empty();
    }

    private static OsRoot root(Tier tier, @Nullable Libc libc, String packageManager) {
        return new OsRoot(
                tier,
                new Facts(null, null, null, libc, true, packageManager, null, null),
                1,
                null,
                List.of(),
                "a tree copied to /, with " + packageManager + " above");
    }
}
