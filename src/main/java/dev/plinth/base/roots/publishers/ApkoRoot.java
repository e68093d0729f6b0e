package dev.plinth.base.roots.publishers;

import dev.plinth.base.Facts;
import dev.plinth.base.Tier;
import dev.plinth.base.history.Step;
import dev.plinth.base.marks.Candidate;
import dev.plinth.base.marks.Clues;
import dev.plinth.base.marks.OsRoot;
import dev.plinth.base.marks.RootRule;
import dev.plinth.base.marks.Shells;
import dev.plinth.image.reference.ImageReference;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Images that apko assembles from packages (Chainguard, Wolfi). Some hold a shell and apk, some do not, and the history is the
 * same: only what is too small for either, starts a shell, or was built upon with apk tells more.
 */
public final class ApkoRoot implements RootRule {

    /** Below this there is no room for a shell and its libc: certificates, time zones and a user. */
    private static final long NO_SHELL_BELOW = 1_500_000;

    private static final String CATALOGUE = "cgr.dev/chainguard/";
    private static final List<String> LABELS =
            List.of("org.opencontainers.image.url", "org.opencontainers.image.source");
    private static final List<String> PLACES =
            List.of("images.chainguard.dev/directory/image/", "github.com/chainguard-images/images/tree/main/images/");
    private static final int LONGEST_ADDRESS = 200;

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
                published(clues, apk || shell),
                "assembled by apko" + (shell ? ", with a shell" : "")));
    }

    /** Chainguard's catalogue, from the address that its images are labelled with; which of two variants, a shell tells. */
    private static List<Candidate> published(Clues clues, boolean shell) {
        for (String label : LABELS) {
            String address = clues.config().label(label).orElse("");
            for (String place : PLACES) {
                int at = address.indexOf(place);
                if (at >= 0 && address.length() <= LONGEST_ADDRESS) {
                    String rest = address.substring(at + place.length());
                    int slash = rest.indexOf('/');
                    String name = slash < 0 ? rest : rest.substring(0, slash);
                    if (ImageReference.lenient(CATALOGUE + name).isPresent()) {
                        Candidate plain = Candidate.of(CATALOGUE + name, "latest");
                        Candidate development = Candidate.of(CATALOGUE + name, "latest-dev");
                        return shell ? List.of(development, plain) : List.of(plain, development);
                    }
                }
            }
        }
        return List.of();
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
