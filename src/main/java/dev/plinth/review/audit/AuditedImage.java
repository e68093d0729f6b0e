package dev.plinth.review.audit;

import dev.plinth.image.reference.Digest;
import dev.plinth.policy.Finding;
import dev.plinth.review.workload.JudgedImage;
import dev.plinth.review.workload.Owner;
import org.jspecify.annotations.Nullable;

/**
 * One image of one owner: all its pods that run the same build for the same platform count together.
 *
 * @param namespace of the owner
 * @param owner the object that a person looks at
 * @param ownerUid its uid; empty if not known
 * @param pods how many pods run it
 * @param judged the verdict, with what to use instead
 * @param tagNow what the tag points to by now, where that is another build than the one that runs; else null
 */
public record AuditedImage(
        String namespace,
        Owner owner,
        String ownerUid,
        int pods,
        JudgedImage judged,
        @Nullable Digest tagNow) {

    /** Whether its tag has moved on: a new pod would get another build than those that run. */
    public boolean drifted() {
        return tagNow != null;
    }

    /** Whether it would be refused if every rule were enforced today. */
    public boolean wouldBeRefused() {
        return judged.verdict().findings().stream().anyMatch(finding -> finding.kind() == Finding.Kind.VIOLATION);
    }
}
