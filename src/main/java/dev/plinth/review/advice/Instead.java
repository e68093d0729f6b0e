package dev.plinth.review.advice;

import dev.plinth.base.Resolution.Classified;
import dev.plinth.policy.Advice;
import dev.plinth.policy.Finding;
import dev.plinth.policy.Subject;
import dev.plinth.policy.Verdict;
import dev.plinth.review.source.Deadline;
import dev.plinth.review.source.Requester;
import dev.plinth.review.workload.PolicyInForce;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that is said of one objection: other bases, and the image itself held on to by digest where that satisfies a rule. Where the
 * latter satisfies all of them, nothing is said of bases.
 */
public final class Instead {

    private final AdviceDesk desk;

    public Instead(AdviceDesk desk) {
        this.desk = desk;
    }

    /**
     * What to write instead, lowest effort first for the base, then the image itself.
     *
     * @param deadline as {@link AdviceDesk#advise}
     */
    public List<Advice> of(
            Subject subject,
            Classified classified,
            Verdict verdict,
            Requester requester,
            PolicyInForce policy,
            LocalDate today,
            Deadline deadline) {
        Optional<Advice> pin = OwnPin.of(subject, classified, verdict, policy.judge(), today);
        List<String> mended = pin.map(Advice::mends).orElse(List.of());
        boolean enough = verdict.findings().stream().map(Finding::rule).allMatch(mended::contains);
        List<Advice> instead = new ArrayList<>();
        if (!enough) {
            instead.addAll(desk.advise(subject, classified, requester, policy, deadline));
        }
        pin.ifPresent(instead::add);
        return List.copyOf(instead);
    }
}
