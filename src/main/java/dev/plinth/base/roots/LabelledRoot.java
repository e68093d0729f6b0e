package dev.plinth.base.roots;

import dev.plinth.base.Facts;
import dev.plinth.base.Libc;
import dev.plinth.base.Tier;
import dev.plinth.base.history.Instruction;
import dev.plinth.base.history.Step;
import dev.plinth.base.marks.Candidate;
import dev.plinth.base.marks.Clues;
import dev.plinth.base.marks.Text;
import dev.plinth.image.reference.ImageReference;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A root added from an archive that history does not name, with words beside it that do: labels, a maintainer, variables. */
final class LabelledRoot implements RootRule {

    private static final String ARCH = "Arch Linux ";

    @Override
    public Optional<OsRoot> read(Clues clues) {
        boolean archive = clues.root().filter(AnonymousRoot::isArchive).isPresent();
        return archive && !clues.steps().melted() ? Optional.ofNullable(labelled(clues)) : Optional.empty();
    }

    private static @Nullable OsRoot labelled(Clues clues) {
        StringBuilder beside = new StringBuilder();
        int taken = 0;
        for (Step step : clues.steps().all()) {
            if (step.layer() > 0 || taken++ > 12) {
                break;
            }
            if (step.instruction() == Instruction.LABEL
                    || step.instruction() == Instruction.MAINTAINER
                    || step.instruction() == Instruction.ENV) {
                beside.append(step.text(), 0, Math.min(step.text().length(), 500))
                        .append('\n');
            }
        }
        beside.append(clues.config().label("org.label-schema.name").orElse(""));
        String text = beside.toString();
        if (text.contains("CentOS")) {
            return rpm("centos", "centos", "yum", Tier.FULL, "labelled as CentOS", "7", "8", "6");
        }
        if (text.contains("Oracle Linux")) {
            boolean slim = clues.rootSize() < AnonymousRoot.RPM_SLIM_BELOW;
            String variant = slim ? "-slim" : "";
            return rpm(
                    "ol",
                    "oraclelinux",
                    "yum",
                    slim ? Tier.SLIM : Tier.FULL,
                    "maintained by Oracle Linux",
                    "7" + variant,
                    "8" + variant);
        }
        if (text.contains("DISTTAG=f") || text.contains("FGC=f")) {
            String release = Text.version(text, text.indexOf("FGC=f") + 5);
            OsRoot fedora = rpm("fedora", "fedora", "dnf", Tier.FULL, "DISTTAG of Fedora");
            return release.isEmpty()
                    ? fedora
                    : new OsRoot(
                            Tier.FULL,
                            OsRoot.distribution("fedora", release, null, Libc.GLIBC, "dnf"),
                            1,
                            Candidate.of("fedora", release).as(),
                            List.of(Candidate.of("fedora", release)),
                            "DISTTAG of Fedora " + release);
        }
        if (text.contains("Photon")) {
            return rpm("photon", "photon", "tdnf", Tier.SLIM, "labelled as Photon");
        }
        return text.contains(ARCH) ? arch(clues, text) : null;
    }

    /** Its releases have no names: the tag says how much of it there is. */
    private static OsRoot arch(Clues clues, String text) {
        String rest = text.substring(text.indexOf(ARCH) + ARCH.length());
        String variant = rest.substring(0, Math.max(rest.indexOf(' '), 0));
        Candidate rolling = Candidate.of("archlinux", variant.equals("base") ? "latest" : variant);
        boolean development = variant.endsWith("-devel");
        // The second step caches its libraries' places.
        boolean linked = clues.steps().all().stream()
                .anyMatch(step -> step.layer() == 1 && step.text().startsWith("ldconfig"));
        return new OsRoot(
                Tier.FULL,
                new Facts("arch", null, null, Libc.GLIBC, true, "pacman", development, null),
                linked ? 2 : 1,
                variant.isEmpty() ? ImageReference.parse("archlinux") : rolling.as(),
                variant.isEmpty() ? List.of(Candidate.of("archlinux", "latest")) : List.of(rolling),
                "labelled as " + ARCH + variant);
    }

    private static OsRoot rpm(
            String id, String image, String packageManager, @Nullable Tier tier, String mark, String... tags) {
        return new OsRoot(
                tier,
                OsRoot.distribution(id, null, null, Libc.GLIBC, packageManager),
                1,
                ImageReference.parse(image),
                Arrays.stream(tags).map(tag -> Candidate.of(image, tag)).toList(),
                mark);
    }
}
