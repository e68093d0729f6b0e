package dev.plinth.base.weighing;

import dev.plinth.base.Claim;
import dev.plinth.base.Evidence;
import dev.plinth.base.EvidenceKind;
import dev.plinth.base.Facts;
import dev.plinth.base.Refutation;
import dev.plinth.base.ancestry.Ancestor;
import dev.plinth.base.marks.OsRoot;
import dev.plinth.base.products.Found;
import dev.plinth.base.weighing.Checked.Standing;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says why, in lines that a person can check by hand: what is verified first, then what is claimed, then what is guessed. */
final class EvidenceLines {

    private static final int MOST = 24;

    private EvidenceLines() {}

    static List<Evidence> of(Weighed weighed, TierJudge.Judged judged) {
        List<Evidence> lines = new ArrayList<>();
        if (weighed.content() != null) {
            lines.add(line(
                    EvidenceKind.CONTENT,
                    content(weighed.content().facts(), weighed.content().complete()),
                    true));
        }
        for (Ancestor ancestor : weighed.ancestors().reversed()) {
            lines.add(line(EvidenceKind.LAYERS, layers(weighed, ancestor), true));
        }
        for (Checked checked : weighed.claims()) {
            if (checked.is(Standing.VERIFIED)) {
                lines.add(line(checked.claim().kind(), claim(checked), true));
            }
        }
        for (Checked checked : weighed.claims()) {
            if (!checked.is(Standing.VERIFIED) && !checked.is(Standing.IDLE)) {
                lines.add(line(checked.claim().kind(), claim(checked), false));
            }
        }
        guesses(weighed, judged, lines);
        return lines.size() > MOST ? lines.subList(0, MOST) : lines;
    }

    static List<Refutation> refutations(List<Checked> claims) {
        return claims.stream()
                .filter(checked -> checked.is(Standing.REFUTED))
                .map(checked -> new Refutation(
                        Says.clean(checked.claim().source() + " names "
                                + checked.claim().name()),
                        Says.clean(checked.truth())))
                .toList();
    }

    private static void guesses(Weighed weighed, TierJudge.Judged judged, List<Evidence> lines) {
        OsRoot root = weighed.fingerprint().root();
        if (root != null) {
            String name = root.name() == null ? "" : ", as in " + root.name().familiar();
            lines.add(line(EvidenceKind.HISTORY, root.says() + name, false));
        }
        for (Found product : weighed.products().reversed()) {
            lines.add(line(
                    EvidenceKind.HISTORY,
                    product.says() + ", as in " + product.name().familiar(),
                    false));
        }
        if (!judged.says().isEmpty()) {
            lines.add(line(EvidenceKind.HISTORY, judged.says(), false));
        }
        if (weighed.fingerprint().builder() != null) {
            int own = weighed.fingerprint().builder().ownLayers();
            lines.add(line(
                    EvidenceKind.HISTORY,
                    "built by " + weighed.fingerprint().builder().name()
                            + (own == 0 ? "" : ", " + own + " layers of its own"),
                    false));
        }
    }

    private static String layers(Weighed weighed, Ancestor ancestor) {
        int all = weighed.image().layers().size();
        Digest top = weighed.image().layers().get(ancestor.layers() - 1);
        return (ancestor.layers() == all ? "all " + all : "the lowest " + ancestor.layers() + " of " + all)
                + (all == 1 ? " layer, " : " layers, ") + "up to " + shortened(top) + ", are those of "
                + named(ancestor.name(), ancestor.digest())
                + (ancestor.byDiffId() ? ", by diff id: they were compressed anew" : "");
    }

    private static String claim(Checked checked) {
        Claim claim = checked.claim();
        String digest = claim.digest() == null
                        || claim.reference() == null
                        || claim.reference().digest() != null
                ? ""
                : "@" + shortened(claim.digest());
        String outcome = switch (checked.standing()) {
            case VERIFIED -> ": its layers are the image's lowest";
            case IN_LINEAGE ->
                checked.ancestor() == null
                        ? ""
                        : ": layers say " + checked.ancestor().name().familiar();
            case OPEN -> ": not verified" + (checked.truth().isEmpty() ? "" : ", " + checked.truth());
            case REFUTED -> ": not true, " + checked.truth();
            case IDLE -> "";
        };
        return claim.source() + " names " + claim.name() + digest + outcome;
    }

    private static String content(Facts facts, boolean complete) {
        return "the layers" + (complete ? "" : ", read in part,") + " hold"
                + (facts.libc() == null ? "" : " libc " + facts.libc().label())
                + (facts.shell() == null ? "" : facts.shell() ? ", a shell" : ", no shell")
                + (facts.packageManager() == null ? "" : ", package manager " + facts.packageManager())
                + (Boolean.TRUE.equals(facts.buildTools()) ? ", compilers" : "")
                + (facts.distribution() == null ? "" : ", os-release " + facts.distribution());
    }

    /** A name that was looked up by its digest has one already. */
    private static String named(ImageReference name, @Nullable Digest digest) {
        Digest shown = digest == null ? name.digest() : digest;
        return name.withDigest(null).familiar() + (shown == null ? "" : "@" + shortened(shown));
    }

    private static String shortened(Digest digest) {
        return digest.algorithm() + ":" + digest.hex().substring(0, 12);
    }

    private static Evidence line(EvidenceKind kind, String says, boolean verified) {
        return new Evidence(kind, Says.clean(says), verified);
    }
}
