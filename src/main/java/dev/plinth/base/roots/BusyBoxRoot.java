package dev.plinth.base.roots;

import dev.plinth.base.Facts;
import dev.plinth.base.Libc;
import dev.plinth.base.Tier;
import dev.plinth.base.history.Step;
import dev.plinth.base.marks.Candidate;
import dev.plinth.base.marks.Clues;
import dev.plinth.base.marks.OsRoot;
import dev.plinth.base.marks.RootRule;
import dev.plinth.base.marks.Text;
import dev.plinth.image.reference.ImageReference;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** BusyBox: {@code BusyBox 1.37.0 (glibc), Debian 13}; before, an unnamed archive of at most 3 MB that starts {@code sh}. */
final class BusyBoxRoot implements RootRule {

    private static final long MOST = 5_000_000;
    /** With glibc it has 2.1 to 2.8 MB, with musl 0.77 to 0.95, with uclibc 0.65 to 0.78. */
    private static final long GLIBC_LEAST = 1_500_000;

    private static final long MUSL_LEAST = 750_000;

    @Override
    public Optional<OsRoot> read(Clues clues) {
        Step root = clues.root().orElse(null);
        if (root == null || clues.rootSize() > MOST || !root.text().startsWith("BusyBox ")) {
            return Optional.empty();
        }
        String version = Text.firstVersion(root.text());
        if (version.isEmpty()) {
            return Optional.of(ofSize(clues.rootSize()));
        }
        Libc libc = root.text().contains("(glibc)") ? Libc.GLIBC : root.text().contains("(musl)") ? Libc.MUSL : null;
        return Optional.of(of(version, libc, "BusyBox " + version));
    }

    /** The variant that has this size; the plain tag was uclibc's until 2023, then glibc's. */
    static OsRoot ofSize(long size) {
        String variant = size > GLIBC_LEAST ? "glibc" : size < MUSL_LEAST ? "uclibc" : "musl";
        // Compressed anew, the two small ones are easily taken for each other.
        String other = variant.equals("uclibc") ? "musl" : "uclibc";
        List<Candidate> candidates = Stream.of(
                        variant, "1-" + variant, "latest", "stable", other, "1-" + other, "1", "stable-" + variant)
                .map(tag -> Candidate.of("busybox", tag))
                .toList();
        return new OsRoot(
                Tier.ALPINE,
                facts(null, size > GLIBC_LEAST ? Libc.GLIBC : null),
                1,
                ImageReference.parse("busybox"),
                candidates,
                "an archive of " + size + " bytes that starts sh");
    }

    private static OsRoot of(String version, @Nullable Libc libc, String mark) {
        String suffix = libc == null ? "-uclibc" : "-" + libc.label();
        String minor = Text.parts(version, 2);
        List<Candidate> candidates = List.of(
                Candidate.of("busybox", version + suffix),
                Candidate.of("busybox", minor + suffix),
                Candidate.of("busybox", "1" + suffix),
                Candidate.of("busybox", minor),
                Candidate.of("busybox", suffix.substring(1)));
        return new OsRoot(Tier.ALPINE, facts(version, libc), 1, OsRoot.name(candidates, "busybox"), candidates, mark);
    }

    private static Facts facts(@Nullable String version, @Nullable Libc libc) {
        return new Facts("busybox", version, null, libc, true, Facts.NO_PACKAGE_MANAGER, false, null);
    }
}
