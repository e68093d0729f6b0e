package dev.plinth.base.products;

import dev.plinth.base.Tier;
import dev.plinth.base.history.Step;
import dev.plinth.base.marks.Candidate;
import dev.plinth.base.marks.Clues;
import dev.plinth.base.marks.OsRoot;
import dev.plinth.image.reference.ImageReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The images of buildpack-deps, by the packages that their steps install: {@code -curl} has download tools, {@code -scm} adds
 * version control, the plain one adds compilers and headers of everything.
 */
public final class BuildpackDeps {

    private static final String NO_MORE = "--no-install-recommends ";
    private static final Set<String> CURL =
            Set.of("ca-certificates", "curl", "gnupg", "netbase", "sq", "tzdata", "wget");

    private BuildpackDeps() {}

    public static @Nullable Found read(Clues clues, @Nullable OsRoot root) {
        if (root == null || root.facts().codename() == null && root.facts().distribution() == null) {
            return null;
        }
        boolean scm = false;
        boolean curl = false;
        boolean full = false;
        int end = 0;
        List<Step> steps = clues.steps().all();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            boolean isFull = isFull(step);
            boolean isScm = step.says("mercurial") && step.says("openssh-client") && step.says("git");
            boolean isCurl = step.layer() == root.layers() && root.tier() != Tier.SLIM && isCurl(step);
            full |= isFull;
            scm |= isScm;
            curl |= isCurl;
            end = isFull || isScm || isCurl ? i + 1 : end;
        }
        if (!full && !(scm && curl) && !curl) {
            return null;
        }
        String codename = root.facts().codename();
        String variant = full ? "" : scm ? "-scm" : "-curl";
        List<Candidate> candidates = new ArrayList<>();
        if (codename != null) {
            candidates.add(Candidate.of("buildpack-deps", codename + variant));
        } else {
            // The release is not told: the root's own candidates name those it may be.
            for (Candidate likely : root.candidates()) {
                candidates.add(Candidate.of("buildpack-deps", likely.as().tag() + variant));
            }
        }
        ImageReference name = codename == null
                ? ImageReference.parse("buildpack-deps")
                : candidates.getFirst().as();
        return new Found(
                name,
                candidates,
                null,
                true,
                false,
                Math.max(end - 1, 0),
                end,
                "installs what buildpack-deps" + variant + " does");
    }

    /**
     * What {@code -curl} installs, in this order, over the years; on Ubuntu, time zones last. An application that wants tools as well
     * wants others, too.
     */
    private static boolean isCurl(Step step) {
        int from = step.text().indexOf(NO_MORE);
        if (from < 0) {
            return false;
        }
        List<String> packages = new ArrayList<>();
        for (String word : step.text().substring(from + NO_MORE.length()).split("[\\s\\\\]+", 12)) {
            if (word.startsWith(";") || word.startsWith("&")) {
                break;
            }
            if (!word.isEmpty()) {
                packages.add(word.endsWith(";") ? word.substring(0, word.length() - 1) : word);
            }
        }
        if (!packages.isEmpty() && packages.getLast().equals("tzdata")) {
            packages.removeLast();
        }
        return CURL.containsAll(packages)
                && packages.containsAll(List.of("ca-certificates", "curl", "wget"))
                && packages.equals(packages.stream().sorted().toList());
    }

    /** Whether the plain one is in: then compilers are, whatever stands above. */
    public static boolean areIn(Clues clues) {
        for (Step step : clues.steps().all()) {
            if (isFull(step)) {
                return true;
            }
        }
        return false;
    }

    /** The step that only the plain one has: compilers and headers, left in place. */
    private static boolean isFull(Step step) {
        return step.says("autoconf")
                && step.says("automake")
                && (step.says("dpkg-dev")
                        || step.says("default-libmysqlclient-dev")
                        || step.says("libmysqlclient-dev")
                        || step.says("imagemagick"))
                && !step.text().contains("purge");
    }
}
