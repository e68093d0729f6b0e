package dev.plinth.review.workload;

import dev.plinth.policy.Judge;
import dev.plinth.policy.Policy;

/**
 * The policy that judges now; swapped whole.
 *
 * @param policy as its document says it
 * @param judge the same, ready to judge
 * @param workloads reader for the kinds and placeholders that the policy names
 * @param source where it comes from, for texts: {@code ConfigMap plinth/policy}, {@code file policy.yaml}
 * @param version short and stable for equal documents, for audit annotations: the first 12 hex digits of the text's sha256
 */
public record PolicyInForce(Policy policy, Judge judge, WorkloadReader workloads, String source, String version) {

    /** A policy made ready. */
    public static PolicyInForce of(Policy policy, Judge judge, String source, String version) {
        return new PolicyInForce(policy, judge, WorkloadReader.of(policy), source, version);
    }
}
