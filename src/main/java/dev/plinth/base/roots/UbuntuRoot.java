package dev.plinth.base.roots;

import dev.plinth.base.Libc;
import dev.plinth.base.Tier;
import dev.plinth.base.history.Instruction;
import dev.plinth.base.history.Step;
import dev.plinth.base.marks.Candidate;
import dev.plinth.base.marks.Clues;
import dev.plinth.base.marks.OsRoot;
import dev.plinth.base.marks.ReleaseSizes;
import dev.plinth.base.marks.Releases;
import dev.plinth.base.marks.RootRule;
import dev.plinth.base.marks.Text;
import dev.plinth.image.reference.ImageReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Ubuntu in its three forms: made by rockcraft (since 26.04: two layers by umoci), by Launchpad (since 2022: {@code ARG RELEASE},
 * {@code ARG LAUNCHPAD_BUILD_ARCH}), and before (an archive and then {@code policy-rc.d}).
 */
final class UbuntuRoot implements RootRule {

    private static final String VERSION_LABEL = "org.opencontainers.image.version";
    private static final long LEAST = 20_000_000;
    private static final long MOST = 95_000_000;

    @Override
    public Optional<OsRoot> read(Clues clues) {
        if (clues.rootSize() < LEAST || clues.rootSize() > MOST) {
            return Optional.empty();
        }
        Step root = clues.root().orElse(null);
        if (root == null) {
            return Optional.empty();
        }
        if (root.text().startsWith("umoci raw add-layer") && root.text().contains("/images/ubuntu:")) {
            return Optional.of(of(rockVersion(clues), null, 2, "rockcraft ubuntu:rockcraft-base"));
        }
        boolean launchpad = false;
        boolean policyRc = false;
        int layers = 1;
        for (Step step : clues.steps().all()) {
            if (step.layer() > 5) {
                break;
            }
            if (step.layer() <= 0 && step.instruction() == Instruction.ARG) {
                launchpad |= step.text().startsWith("LAUNCHPAD_BUILD_ARCH");
            }
            if (step.layer() > 0 && isOldStep(step.text())) {
                policyRc |= step.text().contains("policy-rc.d");
                layers = step.layer() + 1;
            }
        }
        if (launchpad) {
            return Optional.of(of(labelVersion(clues), null, 1, "ARG LAUNCHPAD_BUILD_ARCH below the first layer"));
        }
        if (policyRc && root.instruction() == Instruction.ADD) {
            return Optional.of(of(
                    ReleaseSizes.ubuntu(clues), root.entry().created(), layers, "policy-rc.d above the first layer"));
        }
        return Optional.empty();
    }

    /** Ubuntu of this release; of what time, for those that do not say it. */
    static OsRoot of(@Nullable String version, @Nullable Instant created, int layers, String mark) {
        String codename =
                version == null ? null : Releases.ubuntuCodename(version).orElse(null);
        List<Candidate> candidates = new ArrayList<>();
        if (version != null) {
            candidates.add(Candidate.of("ubuntu", version));
            if (codename != null) {
                candidates.add(Candidate.of("ubuntu", codename, version));
            }
        }
        ImageReference name = OsRoot.name(candidates, "ubuntu");
        if (version == null && created != null) {
            for (String likely : Releases.ubuntuAt(created)) {
                candidates.add(Candidate.of("ubuntu", likely));
            }
        }
        return new OsRoot(
                Tier.FULL,
                OsRoot.distribution("ubuntu", version, codename, Libc.GLIBC, "apt"),
                layers,
                name,
                candidates,
                mark + (version == null ? "" : ", " + version));
    }

    private static boolean isOldStep(String text) {
        return text.contains("policy-rc.d")
                || text.contains("/var/lib/apt/lists") && (text.startsWith("rm -rf") || text.startsWith("[ -z"))
                || text.startsWith("sed -i 's/^#\\s*\\(deb.*universe")
                || text.contains("/run/systemd/container");
    }

    /** The label is inherited, and an image above may have set its own: only what looks like a release of Ubuntu counts. */
    private static @Nullable String labelVersion(Clues clues) {
        for (Step step : clues.steps().all()) {
            if (step.layer() > 0) {
                break;
            }
            int at = step.instruction() == Instruction.LABEL ? step.text().indexOf(VERSION_LABEL + "=") : -1;
            if (at >= 0) {
                String text = step.text().substring(at + VERSION_LABEL.length() + 1);
                String version = Text.version(text, text.startsWith("\"") ? 1 : 0);
                if (isRelease(version)) {
                    return version;
                }
            }
        }
        String label = clues.config().label(VERSION_LABEL).orElse("");
        return isRelease(label) ? label : null;
    }

    private static @Nullable String rockVersion(Clues clues) {
        for (Step step : clues.steps().all()) {
            int at = step.text().indexOf("--tag ");
            if (step.text().startsWith("umoci raw add-layer") && at >= 0) {
                String version = Text.version(step.text(), at + 6);
                if (isRelease(version)) {
                    return version;
                }
            }
        }
        for (Step step : clues.steps().all()) {
            int at = step.text().indexOf("/images/ubuntu:");
            if (step.text().startsWith("umoci ") && at >= 0) {
                String version = Text.version(step.text(), at + "/images/ubuntu:".length());
                if (isRelease(version)) {
                    return version;
                }
            }
        }
        return labelVersion(clues);
    }

    private static boolean isRelease(String text) {
        return text.length() == 5
                && text.charAt(2) == '.'
                && Text.version(text, 0).equals(text);
    }
}
