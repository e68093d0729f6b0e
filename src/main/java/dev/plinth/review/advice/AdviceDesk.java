package dev.plinth.review.advice;

import dev.plinth.base.Resolution.Classified;
import dev.plinth.policy.Advice;
import dev.plinth.policy.Subject;
import dev.plinth.review.source.Deadline;
import dev.plinth.review.source.Requester;
import dev.plinth.review.workload.PolicyInForce;
import java.util.List;

/** Knows what to use instead of a base that is objected to. */
public interface AdviceDesk {

    /** Advises nothing. */
    AdviceDesk NONE = (_, _, _, _, _) -> List.of();

    /**
     * What to use instead, lowest effort first. At a deadline that has passed it does not block: what is remembered, else
     * names without digests, and the look-up goes on in the background.
     */
    List<Advice> advise(
            Subject subject, Classified classified, Requester requester, PolicyInForce policy, Deadline deadline);
}
