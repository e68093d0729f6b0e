package dev.plinth.base.roots.publishers;

import dev.plinth.base.Facts;
import dev.plinth.base.Libc;
import dev.plinth.base.Tier;
import dev.plinth.base.marks.Candidate;
import dev.plinth.base.marks.Clues;
import dev.plinth.base.marks.OsRoot;
import dev.plinth.base.marks.Releases;
import dev.plinth.base.marks.RootRule;
import dev.plinth.base.marks.Text;
import dev.plinth.image.reference.ImageReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Docker's hardened images, by the labels {@code com.docker.dhi.*}: name, version, distribution, shell and package manager, the last
 * two empty where there are none.
 */
public final class HardenedRoot implements RootRule {

    private static final String LABEL = "com.docker.dhi.";
    private static final String NAMES = "dhi/";
    private static final String REGISTRY = "dhi.io/";
    private static final String DEVELOPMENT = "-dev";
    private static final int LONGEST = 100;

    @Override
    public Optional<OsRoot> read(Clues clues) {
        String name = label(clues, "name");
        if (name == null
                || !name.startsWith(NAMES)
                || name.length() > LONGEST
                || clues.root().isEmpty()) {
            return Optional.empty();
        }
        ImageReference repository = ImageReference.lenient(REGISTRY + name.substring(NAMES.length()))
                .map(ImageReference::name)
                .orElse(null);
        if (repository == null) {
            return Optional.empty();
        }
        String distro = Optional.ofNullable(label(clues, "distro")).orElse("");
        int dash = distro.indexOf('-');
        String id = dash <= 0 ? null : distro.substring(0, dash);
        String release = dash <= 0 ? "" : Text.version(distro, dash + 1);
        String shell = label(clues, "shell");
        String packageManager = label(clues, "package-manager");
        List<Candidate> candidates = candidates(clues, repository);
        return Optional.of(new OsRoot(
                tier(id, shell, packageManager),
                new Facts(
                        id,
                        release.isEmpty() ? null : release,
                        "debian".equals(id) ? Releases.debianCodename(release).orElse(null) : null,
                        "alpine".equals(id) ? Libc.MUSL : "debian".equals(id) ? Libc.GLIBC : null,
                        shell == null ? null : !shell.isEmpty(),
                        packageManager == null
                                ? null
                                : packageManager.isEmpty() ? Facts.NO_PACKAGE_MANAGER : known(packageManager),
                        null,
                        null),
                1,
                candidates.isEmpty() ? repository : candidates.getFirst().as(),
                candidates,
                "label of Docker's hardened images: " + name));
    }

    private static @Nullable Tier tier(@Nullable String id, @Nullable String shell, @Nullable String packageManager) {
        if (shell == null || packageManager == null) {
            return null;
        }
        if (shell.isEmpty() && packageManager.isEmpty()) {
            return Tier.DISTROLESS;
        }
        return "alpine".equals(id) ? Tier.ALPINE : "debian".equals(id) ? Tier.SLIM : null;
    }

    /** {@code 3.13.13-debian13}, with {@code -dev} for what builds, and the same of the shorter versions. */
    private static List<Candidate> candidates(Clues clues, ImageReference repository) {
        String version = label(clues, "version");
        if (version == null || version.isEmpty() || version.length() > LONGEST) {
            return List.of();
        }
        boolean development = "dev".equals(label(clues, "variant")) && !version.endsWith(DEVELOPMENT);
        String number = Text.version(version, 0);
        String rest = version.substring(number.length()) + (development ? DEVELOPMENT : "");
        List<Candidate> candidates = new ArrayList<>();
        for (int parts = 3; parts >= 1; parts--) {
            ImageReference.lenient(repository + ":" + Text.parts(number, parts) + rest)
                    .map(Candidate::of)
                    .filter(candidate -> !candidates.contains(candidate))
                    .ifPresent(candidates::add);
        }
        return candidates;
    }

    private static @Nullable String known(String packageManager) {
        return switch (packageManager) {
            case "apt", "apk", "dnf" -> packageManager;
            default -> null;
        };
    }

    private static @Nullable String label(Clues clues, String key) {
        return clues.config().label(LABEL + key).orElse(null);
    }
}
