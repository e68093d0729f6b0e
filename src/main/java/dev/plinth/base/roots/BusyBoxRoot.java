package dev.plinth.base.roots;

import dev.plinth.base.Facts;
import dev.plinth.base.Libc;
import dev.plinth.base.Tier;
import dev.plinth.base.history.Step;
import dev.plinth.base.marks.Candidate;
import dev.plinth.base.marks.Clues;
import dev.plinth.base.marks.Text;
import dev.plinth.image.ImageReference;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** BusyBox: {@code BusyBox 1.37.0 (glibc), Debian 13}; before, an unnamed archive of at most 3 MB that starts {@code sh}. */
final class BusyBoxRoot implements RootRule {

    private static final long MOST = 5_000_000;

    @Override
    public Optional<OsRoot> read(Clues clues) {
        Step root = clues.root().orElse(null);
        if (root == null || clues.rootSize() > MOST || !root.text().startsWith("BusyBox ")) {
            return Optional.empty();
        }
        String version = Text.firstVersion(root.text());
        Libc libc = root.text().contains("(glibc)") ? Libc.GLIBC : root.text().contains("(musl)") ? Libc.MUSL : null;
        return Optional.of(of(version, libc, "BusyBox " + version));
    }

    static OsRoot of(String version, @Nullable Libc libc, String mark) {
        String suffix = libc == null ? "" : "-" + libc.label();
        List<Candidate> candidates = version.isEmpty()
                ? List.of(
                        Candidate.of("busybox", "latest"),
                        Candidate.of("busybox", "glibc"),
                        Candidate.of("busybox", "musl"),
                        Candidate.of("busybox", "uclibc"))
                : List.of(Candidate.of("busybox", version + suffix));
        return new OsRoot(
                Tier.ALPINE,
                new Facts(
                        "busybox",
                        version.isEmpty() ? null : version,
                        null,
                        libc,
                        true,
                        Facts.NO_PACKAGE_MANAGER,
                        false,
                        null),
                1,
                version.isEmpty() ? ImageReference.parse("busybox") : OsRoot.name(candidates, "busybox"),
                candidates,
                mark);
    }
}
