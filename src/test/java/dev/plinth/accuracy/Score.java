package dev.plinth.accuracy;

import dev.plinth.base.Base;
import dev.plinth.base.Classification;
import dev.plinth.base.Confidence;
import dev.plinth.base.Tier;
import dev.plinth.image.reference.ImageReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts of right and wrong answers over many cases. */
final class Score {

    private static final int MOST_WRONG = 400;

    int cases;
    int tierRight;
    int tierUnknown;
    int rootRight;
    int familyRight;
    int knowable;
    int baseRight;
    int wrongVerified;
    int accused;
    private final List<Integer> exchanges = new ArrayList<>();
    final List<String> wrong = new ArrayList<>();
    private final Map<String, Map<String, Integer>> confusion = new TreeMap<>();

    void add(Case one, Served.Outcome outcome) {
        Classification found = outcome.classification();
        cases++;
        exchanges.add(outcome.exchanges());
        confusion.computeIfAbsent(one.tier().label(), _ -> new TreeMap<>()).merge(label(found.tier()), 1, Integer::sum);
        if (found.tier() == one.tier()) {
            tierRight++;
        } else {
            tierUnknown += found.tier() == null ? 1 : 0;
            complain("tier " + label(found.tier()) + " not " + one.tier().label(), one, found);
        }
        if (isRootRight(one, found)) {
            rootRight++;
            familyRight++;
        } else {
            familyRight += isFamilyRight(one, found) ? 1 : 0;
            complain("root not " + one.root(), one, found);
        }
        knowable += one.knowable() ? 1 : 0;
        boolean right = isBaseRight(one, one.answer(found));
        if (one.knowable() && right) {
            baseRight++;
        } else if (one.knowable()) {
            complain("base not " + one.base(), one, found);
        }
        if (isWrongVerified(one, found)) {
            wrongVerified++;
            complain("VERIFIED WRONG", one, found);
        }
        if (!found.refuted().isEmpty()) {
            accused++;
            complain("ACCUSED " + found.refuted(), one, found);
        }
    }

    /** Adds another count to this one. */
    void add(Score other) {
        cases += other.cases;
        tierRight += other.tierRight;
        tierUnknown += other.tierUnknown;
        rootRight += other.rootRight;
        familyRight += other.familyRight;
        knowable += other.knowable;
        baseRight += other.baseRight;
        wrongVerified += other.wrongVerified;
        accused += other.accused;
        exchanges.addAll(other.exchanges);
        other.confusion.forEach((truth, found) -> found.forEach((tier, count) ->
                confusion.computeIfAbsent(truth, _ -> new TreeMap<>()).merge(tier, count, Integer::sum)));
    }

    private void complain(String what, Case one, Classification found) {
        if (wrong.size() < MOST_WRONG) {
            Base base = found.base();
            wrong.add(one.kind() + ": " + one.name() + ": " + what + "; base "
                    + (base == null
                            ? "none"
                            : base.name() + " " + base.evidence().label()) + ", lineage "
                    + found.lineage().stream().map(ImageReference::familiar).toList());
        }
    }

    private static String label(@Nullable Tier tier) {
        return tier == null ? "unknown" : tier.label();
    }

    private static boolean isRootRight(Case one, Classification found) {
        if (one.root().equals("itself")) {
            return found.lineage().isEmpty();
        }
        if (one.root().equals("scratch")) {
            return found.base() != null && found.base().scratch();
        }
        if (found.lineage().isEmpty()) {
            return found.knownAs().stream().anyMatch(name -> name.familiar().equals(one.root()));
        }
        return found.lineage().getLast().familiar().equals(one.root());
    }

    /** Whether at least the distribution is right; releases before 2024 often left no mark. */
    private static boolean isFamilyRight(Case one, Classification found) {
        return !found.lineage().isEmpty()
                && !one.root().equals("itself")
                && !one.root().equals("scratch")
                && found.lineage().getLast().sameRepository(ImageReference.parse(one.root()))
                && found.lineage().getLast().tag() == null;
    }

    static boolean isBaseRight(Case one, @Nullable Base base) {
        if (base == null || base.scratch()) {
            return false;
        }
        ImageReference truth = ImageReference.parse(one.base());
        return base.layers() != null && base.layers() == one.baseLayers() && base.evidence() == Confidence.VERIFIED
                || isCalled(base.reference(), truth)
                || base.alternatives().stream().anyMatch(name -> isCalled(name, truth));
    }

    private static boolean isCalled(@Nullable ImageReference name, ImageReference truth) {
        return name != null
                && name.sameRepository(truth)
                && truth.lookup().equals(name.withDigest(null).lookup());
    }

    private static boolean isWrongVerified(Case one, Classification found) {
        Base base = one.answer(found);
        return base != null
                && base.evidence() == Confidence.VERIFIED
                && base.layers() != null
                && one.baseLayers() > 0
                && base.layers() > one.baseLayers();
    }

    double tierShare() {
        return (double) tierRight / cases;
    }

    double rootShare() {
        return (double) rootRight / cases;
    }

    double baseShare() {
        return knowable == 0 ? 1 : (double) baseRight / knowable;
    }

    double unknownShare() {
        return (double) tierUnknown / cases;
    }

    /** How many exchanges that share of the images took at most. */
    int exchanges(double share) {
        List<Integer> sorted = exchanges.stream().sorted().toList();
        int at = (int) Math.ceil(share * sorted.size()) - 1;
        return sorted.isEmpty() ? 0 : sorted.get(Math.max(at, 0));
    }

    String line(String name) {
        return String.format(
                "%-38s %6d  tier %6.2f %%  unknown %5.2f %%  root %6.2f %% (family %6.2f %%)  base %6.2f %% of %5d  verified wrong %d  accused %d"
                        + "  exchanges: median %d, p95 %d, most %d",
                name,
                cases,
                100 * tierShare(),
                100 * unknownShare(),
                100 * rootShare(),
                100.0 * familyRight / cases,
                100 * baseShare(),
                knowable,
                wrongVerified,
                accused,
                exchanges(0.5),
                exchanges(0.95),
                exchanges(1));
    }

    String confusion() {
        StringBuilder text = new StringBuilder("truth        found\n");
        confusion.forEach((truth, found) -> text.append(String.format("%-12s %s%n", truth, found)));
        return text.toString();
    }
}
