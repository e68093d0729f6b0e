package dev.plinth.base.roots;

import dev.plinth.base.Libc;
import dev.plinth.base.Tier;
import dev.plinth.base.history.Instruction;
import dev.plinth.base.history.Step;
import dev.plinth.base.marks.Candidate;
import dev.plinth.base.marks.Clues;
import dev.plinth.base.marks.OsRoot;
import dev.plinth.base.marks.Releases;
import dev.plinth.base.marks.RootRule;
import dev.plinth.base.marks.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A distribution whose archive is named in the step that adds it: {@code ADD oraclelinux-9-slim-amd64-rootfs.tar.xz /},
 * {@code ADD almalinux-9-minimal-amd64.tar.xz /}, {@code ADD fedora-20260826.tar /}.
 */
final class ArchiveRoot implements RootRule {

    /**
     * One distribution.
     *
     * @param mark what the archive's name begins with
     * @param id os-release's
     * @param image its image's name
     * @param packageManager of the full variant
     * @param slim whether every variant is stripped
     */
    private record Family(String mark, String id, String image, String packageManager, boolean slim) {}

    private static final List<Family> FAMILIES = List.of(
            new Family("almalinux", "almalinux", "almalinux", "dnf", false),
            new Family("oraclelinux", "ol", "oraclelinux", "dnf", false),
            new Family("rockylinux", "rocky", "rockylinux", "dnf", false),
            new Family("rocky", "rocky", "rockylinux", "dnf", false),
            new Family("photon", "photon", "photon", "tdnf", true),
            new Family("fedora", "fedora", "fedora", "dnf", false),
            new Family("centos", "centos", "centos", "yum", false),
            new Family("amazonlinux", "amzn", "amazonlinux", "dnf", false),
            new Family("al2023", "amzn", "amazonlinux", "dnf", false),
            new Family("azurelinux", "azurelinux", "mcr.microsoft.com/azurelinux/base/core", "tdnf", true),
            new Family("mariner", "mariner", "mcr.microsoft.com/cbl-mariner/base/core", "tdnf", true),
            new Family("opensuse", "opensuse", "opensuse/leap", "zypper", false),
            new Family("archlinux", "arch", "archlinux", "pacman", false),
            new Family("mageia", "mageia", "mageia", "dnf", false),
            new Family("openeuler", "openeuler", "openeuler/openeuler", "dnf", false),
            new Family("clefos", "clefos", "clefos", "yum", false),
            new Family("sl", "scientific", "sl", "yum", false));

    /** Words after a release that say how much of it there is, or what the archive is for. */
    private static final Set<String> FORMS = Set.of(
            "default",
            "minimal",
            "slim",
            "micro",
            "base",
            "init",
            "toolbox",
            "container",
            "docker",
            "rootfs",
            "image",
            "root");

    private static final long LEAST = 8_000_000;
    private static final long MOST = 250_000_000;

    @Override
    public Optional<OsRoot> read(Clues clues) {
        Step root = clues.root().orElse(null);
        if (root == null
                || root.instruction() != Instruction.ADD
                || clues.rootSize() < LEAST
                || clues.rootSize() > MOST) {
            return Optional.empty();
        }
        String name = archive(root.text());
        if (name.startsWith("ubuntu-")) {
            for (String codename : Releases.ubuntuCodenames()) {
                if (name.contains(codename)) {
                    return Optional.of(
                            UbuntuRoot.of(Releases.ubuntuNumber(codename).orElse(null), null, 1, name));
                }
            }
            return Optional.of(UbuntuRoot.of(null, null, 1, name));
        }
        for (Family family : FAMILIES) {
            if (name.startsWith(family.mark() + "-") || name.startsWith(family.mark() + "_")) {
                return Optional.of(of(family, name, clues));
            }
        }
        return Optional.empty();
    }

    private static OsRoot of(Family family, String name, Clues clues) {
        String release = release(family, name, clues);
        boolean minimal = name.contains("minimal") || name.contains("slim") || name.contains("micro");
        Tier tier = minimal || family.slim() ? Tier.SLIM : Tier.FULL;
        String packageManager = minimal && family.packageManager().equals("dnf") ? "microdnf" : family.packageManager();
        List<Candidate> candidates = new ArrayList<>();
        if (!release.isEmpty()) {
            String variant = name.contains("minimal") ? "-minimal" : name.contains("slim") ? "-slim" : "";
            String line = line(name.substring(name.indexOf(release) + release.length()));
            candidates.add(Candidate.of(family.image(), release + line + variant));
            if (!line.isEmpty()) {
                candidates.add(Candidate.of(family.image(), release + variant));
            }
        }
        return new OsRoot(
                tier,
                OsRoot.distribution(family.id(), release.isEmpty() ? null : release, null, Libc.GLIBC, packageManager),
                1,
                OsRoot.name(candidates, family.image()),
                candidates,
                "ADD " + name);
    }

    /** A word right after the release that names another line of it: {@code almalinux-10-kitten-default}; empty if there is none. */
    private static String line(String rest) {
        if (!rest.startsWith("-")) {
            return "";
        }
        int end = rest.indexOf('-', 1);
        String word = end < 0 ? "" : rest.substring(1, end);
        return Text.isLowerWord(word) && !FORMS.contains(word) ? "-" + word : "";
    }

    /** The number in the archive's name, if it is no date; Fedora has it in its environment. */
    private static String release(Family family, String name, Clues clues) {
        if (family.id().equals("fedora")) {
            String tag = clues.environment().get("FGC").orElse("");
            return tag.startsWith("f") ? Text.version(tag, 1) : "";
        }
        String version = Text.firstVersion(name.substring(family.mark().length()));
        return version.length() >= 8 && version.indexOf('.') < 0 ? "" : version;
    }

    private static String archive(String text) {
        int end = text.indexOf(' ');
        String path = end < 0 ? text : text.substring(0, end);
        String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        return name.contains(".tar") || name.endsWith(".tgz") ? name : "";
    }
}
