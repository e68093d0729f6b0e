package dev.plinth.base.roots;

import dev.plinth.base.Facts;
import dev.plinth.base.Libc;
import dev.plinth.base.Tier;
import dev.plinth.base.history.Instruction;
import dev.plinth.base.history.Step;
import dev.plinth.base.marks.Candidate;
import dev.plinth.base.marks.Clues;
import dev.plinth.base.marks.Mentions;
import dev.plinth.base.marks.ReleaseSizes;
import dev.plinth.base.marks.Releases;
import dev.plinth.base.marks.Text;
import dev.plinth.image.ImageReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A root added from an archive that history does not name ({@code ADD file:… in /}, {@code COPY /rootfs/ /}), as official images
 * did until 2024: told by what it starts, its size, the labels beside it, and which package manager is called above.
 */
final class AnonymousRoot implements RootRule {

    private static final long BUSYBOX_MOST = 3_600_000;
    private static final long DISTRIBUTION_LEAST = 15_000_000;
    private static final long DISTRIBUTION_MOST = 250_000_000;
    /** Stripped images of RPM distributions are below, general ones above. */
    private static final long RPM_SLIM_BELOW = 55_000_000;
    /** From then on, until 2022, Ubuntu's history looked as Debian's. */
    private static final Instant UBUNTU_LIKE_DEBIAN = Instant.parse("2020-09-01T00:00:00Z");
    /** Slim Debians and Ubuntus of that time are of this size alike. */
    private static final long AMBIGUOUS_LEAST = 24_000_000;

    /** Images of RPM distributions that leave no mark at all; their tags hardly move any more, so that asking tells. */
    private static final List<Candidate> UNNAMED = List.of(
            Candidate.of("rockylinux", "9"),
            Candidate.of("amazonlinux", "2"),
            Candidate.of("rockylinux", "8"),
            Candidate.of("centos", "7"));

    @Override
    public Optional<OsRoot> read(Clues clues) {
        Step root = clues.root().orElse(null);
        if (root == null || clues.steps().melted() || !isRootArchive(root)) {
            return Optional.empty();
        }
        long size = clues.rootSize();
        String command = clues.rootCommand();
        OsRoot labelled = labelled(clues, size);
        if (labelled != null) {
            return Optional.of(labelled);
        }
        if (command.equals("[\"sh\"]") && size <= BUSYBOX_MOST) {
            return Optional.of(BusyBoxRoot.ofSize(size));
        }
        if (command.startsWith("[\"/bin/sh\"") && AlpineRoot.isPlausible(size)) {
            String release = ReleaseSizes.alpine(clues);
            return Optional.of(AlpineRoot.of(
                    release == null ? "" : release,
                    root.entry().created(),
                    "an archive of " + size + " bytes that starts /bin/sh"));
        }
        if (size < DISTRIBUTION_LEAST || size > DISTRIBUTION_MOST) {
            return Optional.empty();
        }
        if (command.equals("[\"bash\"]")) {
            return debianLike(clues, root, size);
        }
        return rpmLike(clues, command, size);
    }

    private static boolean isRootArchive(Step root) {
        return root.instruction() == Instruction.ADD
                        && root.text().startsWith("file:")
                        && root.destination().equals("/")
                || root.instruction() == Instruction.ADD && root.text().startsWith("multi:")
                || (root.instruction() == Instruction.COPY || root.instruction() == Instruction.ADD)
                        && (root.text().equals("/rootfs/ /")
                                || root.text().equals("/rootfs /")
                                || root.text().equals("rootfs /"));
    }

    private static @Nullable OsRoot labelled(Clues clues, long size) {
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
            boolean slim = size < RPM_SLIM_BELOW;
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
        return null;
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

    private static Optional<OsRoot> debianLike(Clues clues, Step root, long size) {
        String debian = Mentions.debian(clues);
        String ubuntu = Mentions.ubuntu(clues);
        Instant created = root.entry().created();
        boolean maybeUbuntu = (created == null || created.isAfter(UBUNTU_LIKE_DEBIAN))
                && size >= AMBIGUOUS_LEAST
                && size < DebianRoot.SLIM_BELOW;
        if (debian == null && ubuntu != null && maybeUbuntu) {
            return Optional.of(UbuntuRoot.of(
                    Releases.ubuntuNumber(ubuntu).orElse(null),
                    null,
                    1,
                    "an archive that starts bash, and mentions of " + ubuntu));
        }
        boolean ambiguous = debian == null && maybeUbuntu && !Mentions.debianProduct(clues);
        String likely = debian != null ? debian : ReleaseSizes.debian(clues);
        if (ambiguous) {
            return Optional.of(new OsRoot(
                    null,
                    new Facts(null, null, null, Libc.GLIBC, true, "apt", false, null),
                    1,
                    null,
                    eitherAt(created),
                    "an archive of " + size + " bytes that starts bash: a slim Debian or an Ubuntu"));
        }
        return DebianRoot.isPlausible(size)
                ? Optional.of(DebianRoot.of(likely, null, created, size, "an archive that starts bash"))
                : Optional.empty();
    }

    /** A slim Debian or an Ubuntu of that time: looking them up tells which. */
    private static List<Candidate> eitherAt(@Nullable Instant created) {
        if (created == null) {
            return List.of();
        }
        List<Candidate> candidates = new ArrayList<>();
        Releases.debianAt(created).forEach(codename -> candidates.add(Candidate.of("debian", codename + "-slim")));
        Releases.ubuntuAt(created).forEach(number -> candidates.add(Candidate.of("ubuntu", number)));
        return candidates;
    }

    private static Optional<OsRoot> rpmLike(Clues clues, String command, long size) {
        String manager = null;
        for (Step step : clues.steps().all()) {
            for (String name : List.of("microdnf", "tdnf", "yum", "dnf", "zypper", "apt-get", "pacman")) {
                if (manager == null && step.instruction() == Instruction.RUN && step.says(name)) {
                    manager = name;
                }
            }
        }
        if ("apt-get".equals(manager)) {
            String ubuntu = Mentions.ubuntu(clues);
            return Optional.of(UbuntuRoot.of(
                    ubuntu == null ? null : Releases.ubuntuNumber(ubuntu).orElse(null),
                    clues.root().map(step -> step.entry().created()).orElse(null),
                    1,
                    "an archive that starts bash, with apt-get above"));
        }
        boolean isAmazon =
                clues.root().filter(step -> step.text().equals("/rootfs/ /")).isPresent();
        boolean bash = command.toLowerCase(Locale.ROOT).contains("bash");
        if (manager == null && !bash) {
            return Optional.empty();
        }
        Tier tier = "microdnf".equals(manager) || "tdnf".equals(manager)
                ? Tier.SLIM
                : size >= RPM_SLIM_BELOW || isAmazon ? Tier.FULL : null;
        return Optional.of(new OsRoot(
                tier,
                new Facts(isAmazon ? "amzn" : null, null, null, Libc.GLIBC, true, manager, null, null),
                1,
                isAmazon ? ImageReference.parse("amazonlinux") : null,
                isAmazon ? List.of(Candidate.of("amazonlinux", "2023")) : UNNAMED,
                "an archive of " + size + " bytes" + (bash ? " that starts bash" : "")
                        + (manager == null ? "" : ", with " + manager + " above")));
    }
}
