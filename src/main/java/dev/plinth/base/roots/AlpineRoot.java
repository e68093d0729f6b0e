package dev.plinth.base.roots;

import dev.plinth.base.Libc;
import dev.plinth.base.Tier;
import dev.plinth.base.history.Step;
import dev.plinth.base.marks.Candidate;
import dev.plinth.base.marks.Clues;
import dev.plinth.base.marks.OsRoot;
import dev.plinth.base.marks.Releases;
import dev.plinth.base.marks.RootRule;
import dev.plinth.base.marks.Text;
import dev.plinth.image.reference.ImageReference;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Alpine as it is added since 2024-12: {@code ADD alpine-minirootfs-3.24.2-x86_64.tar.gz /}. */
final class AlpineRoot implements RootRule {

    private static final String ARCHIVE = "alpine-minirootfs-";
    private static final long LEAST = 1_000_000;
    private static final long MOST = 8_000_000;

    @Override
    public Optional<OsRoot> read(Clues clues) {
        Step root = clues.root().orElse(null);
        int at = root == null ? -1 : root.text().indexOf(ARCHIVE);
        if (root == null || at < 0 || !isPlausible(clues.rootSize())) {
            return Optional.empty();
        }
        String version = Text.version(root.text(), at + ARCHIVE.length());
        return Optional.of(of(version, null, ARCHIVE + version));
    }

    static boolean isPlausible(long size) {
        return size >= LEAST && size <= MOST;
    }

    /** Alpine of this version, which may be empty: then the time tells which it may be. */
    static OsRoot of(String version, @Nullable Instant created, String mark) {
        boolean dated = version.length() == 8 && version.indexOf('.') < 0;
        String release = dated ? "edge" : Text.parts(version, 2);
        List<Candidate> candidates = version.isEmpty()
                ? created == null
                        ? List.of()
                        : Releases.alpineAt(created).stream()
                                .map(likely -> Candidate.of("alpine", likely))
                                .toList()
                : dated
                        ? List.of(Candidate.of("alpine", "edge"), Candidate.of("alpine", version, "edge"))
                        : List.of(Candidate.of("alpine", release), Candidate.of("alpine", version, release));
        return new OsRoot(
                Tier.ALPINE,
                OsRoot.distribution("alpine", release.isEmpty() ? null : release, null, Libc.MUSL, "apk"),
                1,
                version.isEmpty() ? ImageReference.parse("alpine") : OsRoot.name(candidates, "alpine"),
                candidates,
                mark);
    }
}
