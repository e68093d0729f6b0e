package dev.plinth.base.roots;

import dev.plinth.base.Libc;
import dev.plinth.base.Tier;
import dev.plinth.base.history.Step;
import dev.plinth.base.marks.Candidate;
import dev.plinth.base.marks.Clues;
import dev.plinth.base.marks.OsRoot;
import dev.plinth.base.marks.Releases;
import dev.plinth.base.marks.RootRule;
import dev.plinth.image.reference.ImageReference;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Debian as debuerreotype makes it: {@code # debian.sh --arch 'amd64' out/ 'trixie' '@1785715200'}. The slim and the full variant
 * share this line and their package list; their sizes are apart on every architecture since 2013: at most 33.6 MB, at least 38.1.
 */
final class DebianRoot implements RootRule {

    /** First layers below are slim, above full. */
    static final long SLIM_BELOW = 36_000_000;
    /** Outside these bounds it is no Debian, whatever the line says. */
    private static final long LEAST = 15_000_000;

    private static final long MOST = 75_000_000;

    private static final String SCRIPT = "# debian.sh";
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd");

    @Override
    public Optional<OsRoot> read(Clues clues) {
        Step root = clues.root().orElse(null);
        boolean melted = clues.steps().melted();
        if (root == null
                || !root.text().startsWith(SCRIPT)
                || !melted && !clues.isRootPlain() && !isPlausible(clues.rootSize())) {
            return Optional.empty();
        }
        List<String> quoted = quoted(root.text());
        String suite = null;
        String stamp = null;
        for (String word : quoted) {
            if (word.startsWith("@")) {
                stamp = stamp(word.substring(1)).orElse(null);
            } else if (Releases.debianNumber(word).isPresent() || isAlias(word)) {
                suite = word;
            }
        }
        if (melted) {
            return Optional.of(unsized(suite, List.of(), "debian.sh, in a squashed layer"));
        }
        if (clues.isRootPlain()) {
            List<Candidate> candidates = new ArrayList<>(candidates(suite, stamp, "-slim"));
            candidates.addAll(candidates(suite, stamp, ""));
            return Optional.of(unsized(suite, candidates, "debian.sh, in a layer that is not compressed"));
        }
        return Optional.of(of(suite, stamp, null, clues.rootSize(), "debian.sh " + (suite == null ? "" : suite)));
    }

    /** Where the size is not that of the root, compressed, slim and full look the same. */
    private static OsRoot unsized(@Nullable String suite, List<Candidate> candidates, String mark) {
        String release = suite == null ? null : Releases.debianNumber(suite).orElse(null);
        return new OsRoot(
                null,
                OsRoot.distribution("debian", release, release == null ? null : suite, Libc.GLIBC, "apt"),
                1,
                ImageReference.parse("debian"),
                candidates,
                mark);
    }

    private static List<Candidate> candidates(@Nullable String suite, @Nullable String stamp, String variant) {
        if (suite == null) {
            return List.of();
        }
        Candidate tag = Candidate.of("debian", suite + variant);
        return stamp == null
                ? List.of(tag)
                : List.of(tag, Candidate.of("debian", suite + "-" + stamp + variant, suite + variant));
    }

    static boolean isPlausible(long size) {
        return size >= LEAST && size <= MOST;
    }

    /** Debian with a first layer of this size; of what time, for those that do not say their release. */
    static OsRoot of(
            @Nullable String suite, @Nullable String stamp, @Nullable Instant created, long size, String mark) {
        boolean slim = size < SLIM_BELOW;
        String variant = slim ? "-slim" : "";
        List<Candidate> candidates = new ArrayList<>(candidates(suite, stamp, variant));
        ImageReference name = OsRoot.name(candidates, "debian");
        if (suite == null && created != null) {
            for (String likely : Releases.debianAt(created)) {
                candidates.add(Candidate.of("debian", likely + variant));
            }
        }
        String release = suite == null ? null : Releases.debianNumber(suite).orElse(null);
        return new OsRoot(
                slim ? Tier.SLIM : Tier.FULL,
                OsRoot.distribution("debian", release, release == null ? null : suite, Libc.GLIBC, "apt"),
                1,
                name,
                candidates,
                mark.strip() + ", first layer " + size + " bytes: " + (slim ? "slim" : "full"));
    }

    private static boolean isAlias(String word) {
        return word.equals("stable")
                || word.equals("oldstable")
                || word.equals("testing")
                || word.equals("unstable")
                || word.equals("sid");
    }

    private static List<String> quoted(String text) {
        List<String> words = new ArrayList<>();
        int from = text.indexOf('\'');
        while (from >= 0 && words.size() < 8) {
            int to = text.indexOf('\'', from + 1);
            if (to < 0) {
                break;
            }
            words.add(text.substring(from + 1, to));
            from = text.indexOf('\'', to + 1);
        }
        return words;
    }

    private static Optional<String> stamp(String epoch) {
        try {
            return Optional.of(
                    STAMP.format(Instant.ofEpochSecond(Long.parseLong(epoch)).atOffset(ZoneOffset.UTC)));
        } catch (NumberFormatException | DateTimeException _) {
            return Optional.empty();
        }
    }
}
