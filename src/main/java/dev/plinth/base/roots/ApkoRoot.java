package dev.plinth.base.roots;

import dev.plinth.base.Facts;
import dev.plinth.base.Tier;
import dev.plinth.base.history.Step;
import dev.plinth.base.marks.Clues;
import dev.plinth.base.marks.Shells;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Images that apko assembles from packages (Chainguard, Wolfi). Some hold a shell and apk, some do not, and the history is the
 * same: only what is too small for either, starts a shell, or was built upon with apk tells more.
 */
final class ApkoRoot implements RootRule {

    /** Below this there is no room for a shell and its libc: certificates, time zones and a user. */
    private static final long NO_SHELL_BELOW = 1_500_000;

    @Override
    public Optional<OsRoot> read(Clues clues) {
        Step root = clues.root().orElse(null);
        if (root == null
                || !(root.entry().author().equals("apko")
                        || root.entry().createdBy().equals("apko"))) {
            return Optional.empty();
        }
        int layers = 1;
        boolean apk = false;
        for (Step step : clues.steps().all()) {
            boolean own = step.entry().author().equals("apko")
                    || step.entry().createdBy().equals("apko");
            layers = own ? Math.max(layers, step.layer() + 1) : layers;
            apk |= !own && step.says("apk");
        }
        boolean shell = apk
                || startsShell(clues.config().entrypoint())
                || startsShell(clues.config().command());
        Tier tier =
                shell ? Tier.ALPINE : clues.image().manifest().sizeOf(layers) < NO_SHELL_BELOW ? Tier.DISTROLESS : null;
        return Optional.of(new OsRoot(
                tier,
                facts(tier, apk),
                layers,
                null,
                List.of(),
                "assembled by apko" + (shell ? ", with a shell" : "")));
    }

    private static Facts facts(@Nullable Tier tier, boolean apk) {
        return new Facts(
                null,
                null,
                null,
                null,
                tier == null ? null : tier == Tier.ALPINE,
                apk ? "apk" : tier == Tier.DISTROLESS ? Facts.NO_PACKAGE_MANAGER : null,
                null,
                null);
    }

    private static boolean startsShell(List<String> words) {
        return !words.isEmpty() && Shells.isShell(words.getFirst());
    }
}
