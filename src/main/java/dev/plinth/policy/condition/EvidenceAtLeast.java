package dev.plinth.policy.condition;

import dev.plinth.base.Confidence;
import dev.plinth.base.inquiry.Need;
import java.util.Set;

/** {@code evidence: { atLeast: verified }}: how well the base is known. */
public record EvidenceAtLeast(Confidence least) implements Condition {

    @Override
    public String key() {
        return "evidence";
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.BASE, Need.VERIFIED);
    }

    @Override
    public Decision decide(Sight sight) {
        return sight.byBase(base -> Decision.of(
                base.evidence().compareTo(least) >= 0,
                "base " + base.name() + " is only " + base.evidence().label() + ", not " + least.label()));
    }
}
