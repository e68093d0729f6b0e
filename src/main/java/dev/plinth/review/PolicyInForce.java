package dev.plinth.review;

import dev.plinth.policy.Judge;
import dev.plinth.policy.Policy;

/**
 * The policy that judges now; swapped whole.
 *
 * @param policy as its document says it
 * @param judge the same, ready to judge
 * @param source where it comes from, for texts: {@code ConfigMap plinth/policy}, {@code file policy.yaml}
 * @param version short and stable for equal documents, for audit annotations: the first 12 hex digits of the text's sha256
 */
public record PolicyInForce(Policy policy, Judge judge, String source, String version) {}
