package dev.plinth.review.audit;

import dev.plinth.policy.Finding;
import dev.plinth.review.workload.JudgedImage;
import dev.plinth.review.workload.Owner;

/**
 * One image of one owner: all its pods that run the same build for the same platform count together.
 *
 * @param namespace of the owner
 * @param owner the object that a person looks at
 * @param pods how many pods run it
 * @param judged the verdict, with what to use instead
 */
public record AuditedImage(String namespace, Owner owner, int pods, JudgedImage judged) {

    /** Whether it would be refused if every rule were enforced today. */
    public boolean wouldBeRefused() {
        return judged.verdict().findings().stream().anyMatch(finding -> finding.kind() == Finding.Kind.VIOLATION);
    }
}
