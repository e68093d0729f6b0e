package dev.plinth.base.roots;

import dev.plinth.base.Facts;
import dev.plinth.base.Libc;
import dev.plinth.base.Tier;
import dev.plinth.base.history.Instruction;
import dev.plinth.base.history.Step;
import dev.plinth.base.marks.Candidate;
import dev.plinth.base.marks.Clues;
import dev.plinth.base.marks.Mentions;
import dev.plinth.base.marks.OsRoot;
import dev.plinth.base.marks.ReleaseSizes;
import dev.plinth.base.marks.Releases;
import dev.plinth.base.marks.RootRule;
import dev.plinth.base.marks.RpmReleases;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
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
    static final long RPM_SLIM_BELOW = 55_000_000;
    /** Amazon Linux 2023 stays below on both of its architectures (53 to 55 MB), Amazon Linux 2 has 62 to 65. */
    private static final long AMAZON_2_LEAST = 58_500_000;
    /** From then on, until 2022, Ubuntu's history looked as Debian's. */
    private static final Instant UBUNTU_LIKE_DEBIAN = Instant.parse("2020-09-01T00:00:00Z");
    /** Slim Debians and Ubuntus of that time are of this size alike. */
    private static final long AMBIGUOUS_LEAST = 24_000_000;

    private static final Instant AMAZON_2 = Instant.parse("2018-07-01T00:00:00Z");

    /** Images of RPM distributions that leave no mark at all; their tags hardly move any more, so that asking tells. */
    private static final List<Candidate> UNNAMED = List.of(
            Candidate.of("rockylinux", "9"),
            Candidate.of("amazonlinux", "2"),
            Candidate.of("rockylinux", "8"),
            Candidate.of("centos", "7"),
            Candidate.of("mageia", "9"));

    /** The same for minimal ones, which have another package manager. */
    private static final List<Candidate> UNNAMED_MINIMAL = List.of(
            Candidate.of("docker.io/rockylinux/rockylinux", "9-minimal"),
            Candidate.of("almalinux", "9-minimal"),
            Candidate.of("oraclelinux", "9-slim"),
            Candidate.of("oraclelinux", "8-slim"),
            Candidate.of("almalinux", "10-minimal"));

    @Override
    public Optional<OsRoot> read(Clues clues) {
        Step root = clues.root().orElse(null);
        if (root == null || clues.steps().melted() || !isArchive(root)) {
            return Optional.empty();
        }
        long size = clues.rootSize();
        String command = clues.rootCommand();
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

    /** A whole tree put at the root directory in one step: {@code file:…}, {@code /rootfs/}, {@code rootfs.tar.xz}. */
    static boolean isArchive(Step root) {
        String text = root.text();
        boolean tree = text.equals("/rootfs/ /") || text.equals("/rootfs /") || text.equals("rootfs /");
        return tree && (root.instruction() == Instruction.COPY || root.instruction() == Instruction.ADD)
                || root.instruction() == Instruction.ADD
                        && (text.startsWith("multi:")
                                || root.destination().equals("/")
                                        && (text.startsWith("file:")
                                                || text.contains(".tar")
                                                || text.contains(".tgz")));
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
        String likely = debian != null ? debian : ReleaseSizes.debian(clues);
        String number = ReleaseSizes.ubuntu(clues);
        boolean open = debian == null && maybeUbuntu && !Mentions.debianProduct(clues);
        if (open && number != null && likely == null) {
            return Optional.of(UbuntuRoot.of(
                    number, null, 1, "an archive of " + size + " bytes that starts bash, of the size of"));
        }
        boolean ambiguous = open && (likely == null) == (number == null);
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
            for (String name :
                    List.of("microdnf", "tdnf", "yum", "dnf", "zypper", "urpmi", "swupd", "apt-get", "pacman")) {
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
        if (clues.root().filter(step -> step.text().equals("/rootfs/ /")).isPresent()) {
            return Optional.of(amazon(size, manager));
        }
        boolean bash = command.toLowerCase(Locale.ROOT).contains("bash");
        if (manager == null && !bash) {
            return Optional.empty();
        }
        List<Candidate> spoken = RpmReleases.in(clues);
        boolean large = size >= RPM_SLIM_BELOW;
        // A general one may have had microdnf installed; uncompressed, a minimal one is as large.
        boolean minimal = ("microdnf".equals(manager) && (!large || clues.isRootPlain())) || "tdnf".equals(manager);
        Tier tier = minimal ? Tier.SLIM : large ? Tier.FULL : null;
        return Optional.of(new OsRoot(
                tier,
                new Facts(null, null, null, Libc.GLIBC, true, manager, null, null),
                1,
                spoken.size() == 1 ? spoken.getFirst().as() : null,
                spoken.isEmpty() ? "microdnf".equals(manager) ? UNNAMED_MINIMAL : unnamed(clues) : spoken,
                "an archive of " + size + " bytes" + (bash ? " that starts bash" : "")
                        + (manager == null ? "" : ", with " + manager + " above")));
    }

    /** The first Amazon Linux was tagged by half-years, as long as there was no other. */
    private static List<Candidate> unnamed(Clues clues) {
        Instant created = clues.root().map(step -> step.entry().created()).orElse(null);
        if (created == null || !created.isBefore(AMAZON_2)) {
            return UNNAMED;
        }
        OffsetDateTime time = created.atOffset(ZoneOffset.UTC);
        boolean second = time.getMonthValue() >= 9;
        int year = second || time.getMonthValue() >= 3 ? time.getYear() : time.getYear() - 1;
        String release = year + (second || time.getMonthValue() < 3 ? ".09" : ".03");
        return List.of(
                Candidate.of("amazonlinux", release),
                Candidate.of("amazonlinux", "1"),
                Candidate.of("amazonlinux", "latest"),
                Candidate.of("centos", "7"));
    }

    /** Amazon Linux 2 is the larger one. */
    private static OsRoot amazon(long size, @Nullable String manager) {
        String release = size < AMAZON_2_LEAST ? "2023" : "2";
        Candidate candidate = Candidate.of("amazonlinux", release);
        return new OsRoot(
                Tier.FULL,
                new Facts("amzn", release, null, Libc.GLIBC, true, manager, null, null),
                1,
                candidate.as(),
                List.of(candidate, Candidate.of("amazonlinux", release.equals("2") ? "2023" : "2")),
                "COPY /rootfs/ of " + size + " bytes, as in amazonlinux:" + release);
    }
}
