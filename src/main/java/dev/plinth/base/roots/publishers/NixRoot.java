package dev.plinth.base.roots.publishers;

import dev.plinth.base.Facts;
import dev.plinth.base.Libc;
import dev.plinth.base.Tier;
import dev.plinth.base.history.Step;
import dev.plinth.base.marks.Clues;
import dev.plinth.base.marks.OsRoot;
import dev.plinth.base.marks.RootRule;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Images that Nix assembles ({@code dockerTools}): the comment of each layer names the store paths in it, and with them every
 * package. They stand on nothing; what is in the store tells libc, shell and compilers.
 */
public final class NixRoot implements RootRule {

    private static final String COMMENT = "store paths: [";
    private static final String STORE = "/nix/store/";
    /** A hash of 32 characters and a dash stand before a package's name. */
    private static final int HASH = 33;

    private static final int LONGEST_COMMENT = 256 * 1024;
    private static final int MOST_PACKAGES = 5_000;
    private static final Set<String> SHELLS = Set.of("bash", "bash-interactive", "busybox", "dash", "zsh", "fish");
    private static final Set<String> COMPILERS =
            Set.of("gcc", "gcc-wrapper", "clang", "clang-wrapper", "rustc", "go", "gnumake");

    @Override
    public Optional<OsRoot> read(Clues clues) {
        Step root = clues.root().orElse(null);
        if (root == null || !isOfStore(root)) {
            return Optional.empty();
        }
        Set<String> packages = new HashSet<>();
        int layers = 0;
        for (Step step : clues.steps().all()) {
            if (isOfStore(step)) {
                layers = Math.max(layers, step.layer() + 1);
                read(step.entry().comment(), packages);
            }
        }
        boolean nix = packages.contains("nix");
        boolean compilers = packages.stream().anyMatch(COMPILERS::contains);
        boolean shell = packages.stream().anyMatch(SHELLS::contains);
        Libc libc = packages.contains("glibc") ? Libc.GLIBC : packages.contains("musl") ? Libc.MUSL : Libc.NONE;
        Tier tier = nix || compilers
                ? Tier.FULL
                : shell
                        ? libc == Libc.GLIBC ? Tier.SLIM : Tier.ALPINE
                        : libc == Libc.NONE ? Tier.SCRATCH : Tier.DISTROLESS;
        return Optional.of(new OsRoot(
                tier,
                new Facts(null, null, null, libc, shell, nix ? "nix" : Facts.NO_PACKAGE_MANAGER, compilers, null),
                layers,
                null,
                List.of(),
                packages.size() + " packages of Nix's store, " + (shell ? "a shell" : "no shell") + " among them"));
    }

    private static boolean isOfStore(Step step) {
        String comment = step.entry().comment();
        return comment.startsWith(COMMENT) && comment.contains(STORE) && comment.length() <= LONGEST_COMMENT;
    }

    /** Names without version and output: {@code bash-interactive} of {@code bash-interactive-5.2p37}; libraries alone are left out. */
    private static void read(String comment, Set<String> packages) {
        int at = comment.indexOf(STORE);
        while (at >= 0 && packages.size() < MOST_PACKAGES) {
            int from = at + STORE.length() + HASH;
            int end = comment.indexOf('\'', at);
            end = end < 0 ? comment.length() : end;
            if (from < end) {
                String path = comment.substring(from, end);
                int version = firstMatching(path, NixRoot::beginsVersion);
                boolean library = path.endsWith("-lib") || path.endsWith("-libgcc");
                packages.add(library ? path : version < 0 ? path : path.substring(0, version));
            }
            at = comment.indexOf(STORE, end);
        }
    }

    private static int firstMatching(String path, Predicate<String> test) {
        int dash = path.indexOf('-');
        while (dash >= 0) {
            if (test.test(path.substring(dash + 1))) {
                return dash;
            }
            dash = path.indexOf('-', dash + 1);
        }
        return -1;
    }

    private static boolean beginsVersion(String rest) {
        return !rest.isEmpty() && rest.charAt(0) >= '0' && rest.charAt(0) <= '9';
    }
}
