package dev.plinth.codec;

import dev.plinth.base.Base;
import dev.plinth.base.Classification;
import dev.plinth.base.Evidence;
import dev.plinth.base.Facts;
import dev.plinth.base.Libc;
import dev.plinth.base.Refutation;
import dev.plinth.base.Resolution;
import dev.plinth.base.pinning.Pinning;
import dev.plinth.data.Node;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.policy.Advice;
import dev.plinth.policy.Finding;
import dev.plinth.policy.Subject;
import dev.plinth.review.workload.JudgedImage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of judging one image on one platform, as a document: what {@code plinth inspect -o json} prints, and what
 * {@code scan} and the report embed.
 *
 * <p>Every key is always there. What is not known is null, never a guess; sizes are compressed bytes; times are RFC 3339 in
 * UTC. {@code violations} holds the rules that are violated, {@code undecided} those that could not be decided. Keys are added
 * in later versions, and never change their meaning.
 */
public final class ResultDocument {

    private static final Classification NOTHING =
            new Classification(null, List.of(), null, null, List.of(), Facts.UNKNOWN, List.of(), List.of(), 0);

    private ResultDocument() {}

    /** The result as data; {@link JsonText} makes text of it. */
    public static Node of(JudgedImage judged) {
        Subject subject = judged.subject();
        Tree result = new Tree()
                .with("reference", judged.image().image())
                .with("canonical", subject == null ? null : subject.identity().canonical());
        switch (judged.resolution()) {
            case Resolution.Classified(var digest, var _, var platform, Classification known, int requests) -> {
                result.with("digest", digest).with("platform", platform);
                judgement(result, judged, null, known, known.size());
                result.with("registryRequests", requests);
            }
            case Resolution.Unread(var unavailable, int requests) -> {
                result.with("digest", null).with("platform", null);
                judgement(result, judged, unavailable.reason().label(), NOTHING, null);
                result.with("registryRequests", requests);
            }
            case null -> {
                result.with("digest", null).with("platform", null);
                judgement(result, judged, null, NOTHING, null);
                result.with("registryRequests", 0);
            }
        }
        return result.node();
    }

    private static void judgement(
            Tree result, JudgedImage judged, @Nullable String reason, Classification known, @Nullable Long size) {
        Subject subject = judged.subject();
        Base base = known.base();
        result.with("outcome", judged.verdict().outcome().label())
                .with("reason", reason)
                .with("knownAs", known.knownAs(), ImageReference::canonical)
                .with("tier", known.tier() == null ? "unknown" : known.tier().label())
                .with(
                        "imagePinning",
                        subject == null ? null : Pinning.of(subject.written()).label())
                .with("size", size)
                .with("base", base == null ? null : base(base))
                .with("lineage", known.lineage(), ImageReference::canonical)
                .with("facts", facts(known.facts()))
                .with("evidence", known.evidence(), ResultDocument::evidence)
                .with("refuted", known.refuted(), ResultDocument::refuted)
                .with("violations", findings(judged, true), ResultDocument::finding)
                .with("undecided", findings(judged, false), ResultDocument::finding)
                .with("exemptions", judged.verdict().exemptions(), exemption -> exemption)
                .with("advice", judged.advice(), ResultDocument::advice);
    }

    private static Node base(Base base) {
        ImageReference reference = base.reference();
        return new Tree()
                .with("reference", base.scratch() ? Base.SCRATCH : reference == null ? null : reference.canonical())
                .with("digest", base.digest())
                .with("pinning", base.pinning() == null ? null : base.pinning().label())
                .with("evidence", base.evidence().label())
                .with("size", base.size())
                .with("created", base.created())
                .with("current", base.current())
                .with("alternatives", base.alternatives(), ImageReference::canonical)
                .node();
    }

    private static Node facts(Facts facts) {
        Libc libc = facts.libc();
        return new Tree()
                .with("distribution", facts.distribution())
                .with("release", facts.release())
                .with("codename", facts.codename())
                .with("libc", libc == null ? null : libc.label())
                .with("shell", facts.shell())
                .with("packageManager", facts.packageManager())
                .with("buildTools", facts.buildTools())
                .with("runtime", facts.runtime())
                .node();
    }

    private static Node evidence(Evidence evidence) {
        return new Tree()
                .with("kind", evidence.kind().label())
                .with("says", evidence.says())
                .with("verified", evidence.verified())
                .node();
    }

    private static Node refuted(Refutation refutation) {
        return new Tree()
                .with("claim", refutation.claim())
                .with("truth", refutation.truth())
                .node();
    }

    private static List<Finding> findings(JudgedImage judged, boolean violations) {
        return judged.verdict().findings().stream()
                .filter(finding -> finding.kind() == Finding.Kind.VIOLATION == violations)
                .toList();
    }

    private static Node finding(Finding finding) {
        return new Tree()
                .with("rule", finding.rule())
                .with("mode", finding.mode().label())
                .with("text", finding.text())
                .node();
    }

    private static Node advice(Advice advice) {
        return new Tree()
                .with("reference", advice.reference().canonical())
                .with("digest", advice.digest())
                .with("size", advice.size())
                .with("tier", advice.tier() == null ? null : advice.tier().label())
                .with("why", advice.why())
                .node();
    }
}
