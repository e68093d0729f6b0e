package dev.plinth.review.advice;

import dev.plinth.base.Resolution.Classified;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.policy.Advice;
import dev.plinth.policy.Finding;
import dev.plinth.policy.Judge;
import dev.plinth.policy.Subject;
import dev.plinth.policy.Verdict;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** The pod's own reference with the digest that it points to now, where that satisfies a rule: the least that can be done. */
public final class OwnPin {

    private OwnPin() {}

    /** The advice; empty if the reference has a digest already, or one would satisfy nothing. */
    public static Optional<Advice> of(
            Subject subject, Classified classified, Verdict verdict, Judge judge, LocalDate today) {
        ImageReference written = subject.written();
        if (written.digest() != null) {
            return Optional.empty();
        }
        Subject pinned = new Subject(
                subject.namespace(),
                subject.namespaceLabels(),
                subject.kind(),
                written.withDigest(classified.root()),
                subject.identity().withDigest(classified.root()),
                subject.userland(),
                subject.existing());
        List<String> left = judge.judge(pinned, Optional.of(classified), today).findings().stream()
                .map(Finding::rule)
                .toList();
        List<String> mended = verdict.findings().stream()
                .map(Finding::rule)
                .filter(rule -> !left.contains(rule))
                .toList();
        return mended.isEmpty()
                ? Optional.empty()
                : Optional.of(new Advice(
                        written,
                        classified.root(),
                        classified.classification().size(),
                        classified.classification().tier(),
                        "the same image, held on to by digest",
                        Advice.Place.POD,
                        mended));
    }
}
