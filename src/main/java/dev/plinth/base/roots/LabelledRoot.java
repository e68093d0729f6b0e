package dev.plinth.base.roots;

import dev.plinth.base.Facts;
import dev.plinth.base.Libc;
import dev.plinth.base.Tier;
import dev.plinth.base.history.Instruction;
import dev.plinth.base.history.Step;
import dev.plinth.base.marks.Candidate;
import dev.plinth.base.marks.Clues;
import dev.plinth.base.marks.OsRoot;
import dev.plinth.base.marks.RootRule;
import dev.plinth.base.marks.Text;
import dev.plinth.image.reference.ImageReference;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A root added from an archive that history does not name, with words beside it that do: labels, a maintainer, variables. */
final class LabelledRoot implements RootRule {

    private static final String ARCH = "Arch Linux ";
    /** Minimal ones of Rocky Linux and AlmaLinux have 34 to 46 MB, general ones 60 to 80. */
    private static final long MINIMAL_BELOW = 50_000_000;
    /** Where Clear Linux, which starts without an /etc, keeps what it begins with; the second step of its image copies it. */
    private static final String STATELESS = "/usr/share/defaults/etc/";

    /**
     * A general distribution whose name stands beside its archive.
     *
     * @param text what stands there: a vendor, a maintainer's domain
     * @param id os-release's
     * @param image its image's name
     * @param packageManager that it has
     * @param layers at most, of its image
     * @param tags that may still serve it, the likeliest first
     * @param minimal whether it has a minimal variant, tagged {@code 9-minimal}
     */
    private record Mark(
            String text,
            String id,
            String image,
            String packageManager,
            int layers,
            List<String> tags,
            boolean minimal) {

        Mark(String text, String id, String image, String packageManager, int layers, List<String> tags) {
            this(text, id, image, packageManager, layers, tags, false);
        }

        /** By the size, where it is known compressed: the general one may have had microdnf installed. */
        private static boolean isMinimal(Clues clues) {
            return clues.rootSize() > 0 && !clues.isRootPlain()
                    ? clues.rootSize() < MINIMAL_BELOW
                    : clues.steps().all().stream()
                            .anyMatch(step -> step.instruction() == Instruction.RUN && step.says("microdnf"));
        }

        /** The minimal variant, by its size or the package manager that only it has. */
        private OsRoot minimalRoot() {
            // Rocky's minimal images are tagged in its own place alone.
            String path = image.equals("rockylinux") ? "docker.io/rockylinux/rockylinux" : image;
            return new OsRoot(
                    Tier.SLIM,
                    OsRoot.distribution(id, null, null, Libc.GLIBC, "microdnf"),
                    1,
                    ImageReference.parse(path),
                    tags.stream()
                            .map(tag -> Candidate.of(path, tag + "-minimal"))
                            .toList(),
                    "an archive of the minimal variant, and beside it " + text);
        }

        OsRoot root(Clues clues) {
            if (minimal && isMinimal(clues)) {
                return minimalRoot();
            }
            String number = release(clues.config().label("name").orElse(""));
            List<Candidate> candidates = tags.stream()
                    .sorted(Comparator.comparing(tag -> !tag.equals(number)))
                    .map(tag -> Candidate.of(image, tag))
                    .toList();
            return new OsRoot(
                    Tier.FULL,
                    OsRoot.distribution(id, number.isEmpty() ? null : number, null, Libc.GLIBC, packageManager),
                    Math.min(layers, clues.image().manifest().layers().size()),
                    name(number),
                    candidates,
                    "an archive, and beside it " + text);
        }

        /** What rolls has one tag alone. */
        private ImageReference name(String number) {
            String tag = tags.size() == 1 ? tags.getFirst() : number;
            return tag.isEmpty()
                    ? ImageReference.parse(image)
                    : Candidate.of(image, tag).as();
        }

        /** {@code SL7 Base Image}: of a label that the image's own maker may have set since, only what is among the tags counts. */
        private String release(String label) {
            String number = Text.firstVersion(label);
            return tags.contains(number) ? number : "";
        }
    }

    private static final List<Mark> MARKS = List.of(
            new Mark("CentOS", "centos", "centos", "yum", 1, List.of("7", "8", "6")),
            new Mark("Scientific Linux", "scientific", "sl", "yum", 1, List.of("7", "6", "latest")),
            new Mark("altlinux.org", "altlinux", "alt", "apt", 2, List.of("latest", "p10", "p11", "sisyphus")),
            new Mark("rockylinux.org", "rocky", "rockylinux", "dnf", 1, List.of("9", "8"), true),
            new Mark("Rocky Linux", "rocky", "rockylinux", "dnf", 1, List.of("9", "8"), true),
            new Mark("AlmaLinux", "almalinux", "almalinux", "dnf", 1, List.of("9", "8", "10"), true),
            new Mark("openSUSE", "opensuse", "opensuse/leap", "zypper", 1, List.of("15", "latest")),
            new Mark("mageia.org", "mageia", "mageia", "dnf", 1, List.of("9", "8", "latest")),
            new Mark("clearlinux.org", "clear-linux-os", "clearlinux", "swupd", 2, List.of("latest")));

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
        for (Mark mark : MARKS) {
            if (text.contains(mark.text())) {
                return mark.root(clues);
            }
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
        if (clues.steps().all().stream()
                .anyMatch(step -> step.layer() == 1 && step.text().contains(STATELESS))) {
            return new Mark(STATELESS, "clear-linux-os", "clearlinux", "swupd", 2, List.of("latest")).root(clues);
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
