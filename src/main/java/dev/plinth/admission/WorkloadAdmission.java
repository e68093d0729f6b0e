package dev.plinth.admission;

import dev.plinth.admission.wire.AdmissionRequest;
import dev.plinth.admission.wire.AdmissionResponse;
import dev.plinth.review.Review;
import dev.plinth.review.ReviewListener;
import dev.plinth.review.ReviewRequest;
import dev.plinth.review.source.Deadline;
import dev.plinth.review.workload.PolicyInForce;
import dev.plinth.review.workload.Workload;
import dev.plinth.review.workload.WorkloadReader;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a request about a workload. In two steps, so that what is cached is answered without leaving the event loop:
 * {@link #prompt} never blocks, {@link #patient} may.
 */
public final class WorkloadAdmission {

    private final Reviews reviews;
    private final Supplier<Optional<PolicyInForce>> policies;
    private final Function<String, @Nullable Map<String, String>> namespaceLabels;
    private final ReviewListener reviewed;
    private final UnreviewedListener unreviewed;

    /**
     * @param reviews judges
     * @param policies the policy in force; empty while there is none
     * @param namespaceLabels labels of a namespace; null where they are not known
     * @param reviewed hears of reviews
     * @param unreviewed hears of requests that are let go unjudged
     */
    public WorkloadAdmission(
            Reviews reviews,
            Supplier<Optional<PolicyInForce>> policies,
            Function<String, @Nullable Map<String, String>> namespaceLabels,
            ReviewListener reviewed,
            UnreviewedListener unreviewed) {
        this.reviews = reviews;
        this.policies = policies;
        this.namespaceLabels = namespaceLabels;
        this.reviewed = reviewed;
        this.unreviewed = unreviewed;
    }

    /**
     * The answer, if it can be given at once.
     *
     * @param begun when the request came, of {@link System#nanoTime}
     * @throws NotReadyException if there is no policy to judge by
     */
    Optional<AdmissionResponse> prompt(AdmissionRequest request, long begun) throws NotReadyException {
        if (Unjudged.is(request)) {
            return Optional.of(skip(request, begun));
        }
        PolicyInForce policy = policy();
        ReviewRequest question = question(request, policy.workloads());
        if (question == null) {
            return Optional.of(skip(request, begun));
        }
        return reviews.fromCaches(question, policy).map(review -> answer(request, question, review, begun));
    }

    /**
     * The answer, by the deadline.
     *
     * @param begun when the request came, of {@link System#nanoTime}
     * @throws NotReadyException if there is no policy to judge by
     */
    AdmissionResponse patient(AdmissionRequest request, Deadline deadline, long begun) throws NotReadyException {
        if (Unjudged.is(request)) {
            return skip(request, begun);
        }
        PolicyInForce policy = policy();
        ReviewRequest question = question(request, policy.workloads());
        if (question == null) {
            return skip(request, begun);
        }
        return answer(request, question, reviews.review(question, policy, deadline), begun);
    }

    private AdmissionResponse answer(AdmissionRequest request, ReviewRequest question, Review review, long begun) {
        AdmissionResponse response = AuditedResponse.of(request, review);
        reviewed.reviewed(question, review, Duration.ofNanos(System.nanoTime() - begun));
        return response;
    }

    private AdmissionResponse skip(AdmissionRequest request, long begun) {
        unreviewed.unreviewed(
                "skipped",
                request.operation(),
                request.kind(),
                request.dryRun(),
                Duration.ofNanos(System.nanoTime() - begun));
        return AdmissionResponse.allow(request.uid());
    }

    private PolicyInForce policy() throws NotReadyException {
        return policies.get().orElseThrow(NotReadyException::new);
    }

    /** What is to be judged; null if the kind runs no images. */
    private @Nullable ReviewRequest question(AdmissionRequest request, WorkloadReader reader) {
        if (request.object() == null) {
            return null;
        }
        Workload workload = reader.read(request.object(), request.namespace()).orElse(null);
        if (workload == null) {
            return null;
        }
        Workload before = request.operation().equals("UPDATE") && request.oldObject() != null
                ? reader.read(request.oldObject(), request.namespace()).orElse(null)
                : null;
        return new ReviewRequest(
                workload,
                before,
                request.operation(),
                namespaceLabels.apply(workload.namespace()),
                BuiltInControllers.made(workload.kind(), workload.owner(), request.user()),
                request.dryRun());
    }
}
