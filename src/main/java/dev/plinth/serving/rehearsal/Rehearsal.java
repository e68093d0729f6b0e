package dev.plinth.serving.rehearsal;

import dev.plinth.admission.Reviews;
import dev.plinth.codec.PolicyDocument;
import dev.plinth.data.Parsed;
import dev.plinth.review.Review;
import dev.plinth.review.ReviewRequest;
import dev.plinth.review.Reviewer;
import dev.plinth.review.source.Deadline;
import dev.plinth.review.workload.PolicyInForce;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Judges reviews of one namespace that there is not with a reviewer of their own, until the rehearsal ends; all others, and from then
 * on all, are judged by the real one. The rehearsal's reviewer asks no registry and shares no memory with the real one, so that
 * nothing is left of it but compiled code. It goes by the built-in policy: that of the cluster may have no rule for any image of its.
 * Thread-safe.
 */
public final class Rehearsal implements Reviews {

    /** No namespace: a name of Kubernetes has no capital. */
    public static final String NAMESPACE = "Rehearsal";

    private final Reviews real;
    private final PolicyInForce policy;
    private volatile @Nullable Reviewer rehearsing;

    /**
     * @param rehearsing a reviewer over {@link MadeUpImages}
     */
    public Rehearsal(Reviews real, Reviewer rehearsing) {
        this.real = real;
        this.rehearsing = rehearsing;
        this.policy = builtIn();
    }

    private static PolicyInForce builtIn() {
        if (PolicyDocument.read(PolicyDocument.builtIn(), "rehearsal") instanceof Parsed.Valid<PolicyInForce> valid) {
            return valid.value();
        }
        throw new IllegalStateException("the built-in policy is valid");
    }

    /** From now on everything is in earnest. */
    public void end() {
        rehearsing = null;
    }

    @Override
    public Optional<Review> fromCaches(ReviewRequest request, PolicyInForce inForce) {
        Reviewer its = rehearsing;
        return its != null && isRehearsed(request)
                ? its.fromCaches(request, policy)
                : real.fromCaches(request, inForce);
    }

    @Override
    public Review review(ReviewRequest request, PolicyInForce inForce, Deadline deadline) {
        Reviewer its = rehearsing;
        return its != null && isRehearsed(request)
                ? its.review(request, policy, deadline)
                : real.review(request, inForce, deadline);
    }

    private static boolean isRehearsed(ReviewRequest request) {
        return request.dryRun() && request.workload().namespace().equals(NAMESPACE);
    }
}
