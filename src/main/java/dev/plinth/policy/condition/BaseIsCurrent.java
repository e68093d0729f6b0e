package dev.plinth.policy.condition;

import dev.plinth.base.inquiry.Need;
import java.util.Set;

/** {@code baseCurrent: true}: the base's tag still points at this build. Scratch never moves. */
public record BaseIsCurrent() implements Condition {

    @Override
    public String key() {
        return "baseCurrent";
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.BASE, Need.CURRENT);
    }

    @Override
    public Decision decide(Sight sight) {
        return sight.byBase(base -> {
            Boolean current = base.scratch() ? Boolean.TRUE : base.current();
            return current == null
                    ? new Decision.Undecided("whether the base is current is not known")
                    : Decision.of(current, "base " + base.name() + " has a newer build under its tag");
        });
    }
}
