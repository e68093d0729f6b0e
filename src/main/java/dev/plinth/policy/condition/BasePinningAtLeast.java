package dev.plinth.policy.condition;

import dev.plinth.base.inquiry.Need;
import dev.plinth.base.pinning.Pinning;
import java.util.Set;

/** {@code basePinning: { atLeast: codename }}: how {@code FROM} was written, or the pod where the image is the base. */
public record BasePinningAtLeast(Pinning least) implements Condition {

    @Override
    public String key() {
        return "basePinning";
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.BASE, Need.PINNING);
    }

    @Override
    public Decision decide(Sight sight) {
        return sight.byBase(base -> {
            Pinning pinning = base.scratch()
                    ? Pinning.DIGEST
                    : sight.isItsOwnBase() ? Pinning.of(sight.written()) : base.pinning();
            return pinning == null
                    ? new Decision.Undecided("how the base is pinned is not known")
                    : Decision.of(
                            pinning.compareTo(least) >= 0,
                            "base pinning " + pinning.label() + " is below " + least.label());
        });
    }
}
