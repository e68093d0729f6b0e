package dev.plinth.base.roots.publishers;

import dev.plinth.base.Facts;
import dev.plinth.base.Libc;
import dev.plinth.base.Tier;
import dev.plinth.base.history.Step;
import dev.plinth.base.marks.Candidate;
import dev.plinth.base.marks.Clues;
import dev.plinth.base.marks.OsRoot;
import dev.plinth.base.marks.RootRule;
import dev.plinth.base.marks.Text;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Red Hat's universal base images, by labels that children inherit: {@code com.redhat.component=ubi9-minimal-container}, {@code
 * name=ubi9/ubi-minimal}. Products above set their own ({@code ubi9/python-312}): then the release is known, the variant only by
 * its size, or by which package manager the history calls.
 */
public final class RedHatRoot implements RootRule {

    private static final String REGISTRY = "registry.access.redhat.com/";

    private static final long MINIMAL_LEAST = 28_000_000;
    private static final long MINIMAL_MOST = 48_000_000;
    private static final long PLAIN_LEAST = 65_000_000;
    private static final long PLAIN_MOST = 95_000_000;

    private enum Variant {
        MICRO,
        MINIMAL,
        INIT,
        PLAIN
    }

    @Override
    public Optional<OsRoot> read(Clues clues) {
        String component = clues.config().label("com.redhat.component").orElse("");
        String name = clues.config().label("name").orElse("");
        String said = name.startsWith("ubi") ? name : component.startsWith("ubi") ? component : "";
        if (said.length() < 4 || said.length() > 60) {
            return Optional.empty();
        }
        String release = Text.version(said, 3);
        if (release.isEmpty()) {
            return Optional.empty();
        }
        Variant variant = variant(said, release);
        if (variant == null) {
            variant = bySize(clues);
        }
        if (variant == null) {
            variant = byPackageManager(clues);
        }
        String major = Text.parts(release, 1);
        return Optional.of(new OsRoot(
                variant == null ? null : variant == Variant.PLAIN || variant == Variant.INIT ? Tier.FULL : Tier.SLIM,
                facts(major, variant),
                1,
                variant == null ? null : candidate(major, variant).as(),
                variant == null ? List.of() : List.of(candidate(major, variant)),
                "label of Red Hat: " + said));
    }

    private static Candidate candidate(String major, Variant variant) {
        String suffix = switch (variant) {
            case MICRO -> "-micro";
            case MINIMAL -> "-minimal";
            case INIT -> "-init";
            case PLAIN -> "";
        };
        return Candidate.of(REGISTRY + "ubi" + major + "/ubi" + suffix, "latest");
    }

    private static Facts facts(String major, @Nullable Variant variant) {
        String packageManager = variant == null
                ? null
                : switch (variant) {
                    case MICRO -> Facts.NO_PACKAGE_MANAGER;
                    case MINIMAL -> "microdnf";
                    case INIT, PLAIN -> major.equals("7") ? "yum" : "dnf";
                };
        return new Facts("rhel", major, null, Libc.GLIBC, true, packageManager, variant == null ? null : false, null);
    }

    /** {@code ubi9-minimal}, {@code ubi9-minimal-container}, {@code ubi9/ubi-minimal}, {@code ubi9}, {@code ubi9-container}. */
    private static @Nullable Variant variant(String said, String release) {
        String rest = said.substring(3 + release.length());
        if (rest.endsWith("-container")) {
            rest = rest.substring(0, rest.length() - "-container".length());
        }
        return switch (rest) {
            case "", "/ubi" -> Variant.PLAIN;
            case "-minimal", "/ubi-minimal" -> Variant.MINIMAL;
            case "-micro", "/ubi-micro" -> Variant.MICRO;
            case "-init", "/ubi-init" -> Variant.INIT;
            default -> null;
        };
    }

    /** Compressed, the plain one has 70 to 90 MB, the minimal one 30 to 45, the micro one 6 to 13, whatever their release. */
    private static @Nullable Variant bySize(Clues clues) {
        boolean telling = clues.image().layers().size() > 1 && !clues.steps().melted() && !clues.isRootPlain();
        long size = telling ? clues.rootSize() : 0;
        return size > PLAIN_LEAST && size < PLAIN_MOST
                ? Variant.PLAIN
                : size > MINIMAL_LEAST && size < MINIMAL_MOST ? Variant.MINIMAL : null;
    }

    private static @Nullable Variant byPackageManager(Clues clues) {
        for (Step step : clues.steps().all()) {
            if (step.says("microdnf")) {
                return Variant.MINIMAL;
            }
        }
        for (Step step : clues.steps().all()) {
            if (step.says("yum") || step.says("dnf")) {
                return Variant.PLAIN;
            }
        }
        return null;
    }
}
