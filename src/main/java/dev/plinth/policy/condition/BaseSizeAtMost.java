package dev.plinth.policy.condition;

import dev.plinth.base.inquiry.Need;
import java.util.Set;

/**
 * {@code baseSize: { atMost: 120Mi }}, compressed.
 *
 * @param most bytes
 * @param written as in the policy
 */
public record BaseSizeAtMost(long most, String written) implements Condition {

    @Override
    public String key() {
        return "baseSize";
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.BASE);
    }

    @Override
    public Decision decide(Sight sight) {
        return sight.byBase(base -> {
            Long size = base.scratch() ? Long.valueOf(0) : base.size();
            return size == null
                    ? new Decision.Undecided("the base's size is not known")
                    : Decision.of(size <= most, "base size " + Amounts.readable(size) + " is above " + written);
        });
    }
}
