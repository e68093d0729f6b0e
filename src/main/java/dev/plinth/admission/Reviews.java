package dev.plinth.admission;

import dev.plinth.review.Review;
import dev.plinth.review.ReviewRequest;
import dev.plinth.review.source.Deadline;
import dev.plinth.review.workload.PolicyInForce;
import java.util.Optional;

/** Who judges workloads: the reviewer, as far as the webhook needs it. */
public interface Reviews {

    /** The review, if everything that it needs is known already. Never blocks. */
    Optional<Review> fromCaches(ReviewRequest request, PolicyInForce policy);

    /** The review, at the deadline at the latest; what is not known by then is unavailable. Blocks. */
    Review review(ReviewRequest request, PolicyInForce policy, Deadline deadline);
}
