package dev.plinth.policy.condition;

import dev.plinth.base.inquiry.Need;
import dev.plinth.base.pinning.Pinning;
import java.util.Set;

/** {@code imagePinning: { atLeast: digest }}, of the reference as the pod has it: needs no registry. */
public record ImagePinningAtLeast(Pinning least) implements Condition {

    @Override
    public String key() {
        return "imagePinning";
    }

    @Override
    public Set<Need> needs() {
        return Set.of();
    }

    @Override
    public Decision decide(Sight sight) {
        return Decision.of(
                Pinning.of(sight.written()).compareTo(least) >= 0,
                "image pinning " + Pinning.of(sight.written()).label() + " is below " + least.label());
    }
}
