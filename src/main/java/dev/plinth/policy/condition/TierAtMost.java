package dev.plinth.policy.condition;

import dev.plinth.base.Base;
import dev.plinth.base.Classification;
import dev.plinth.base.Tier;
import dev.plinth.base.inquiry.Need;
import java.util.Set;

/** {@code tier: { atMost: slim }}. */
public record TierAtMost(Tier most) implements Condition {

    @Override
    public String key() {
        return "tier";
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.TIER, Need.CONTENT);
    }

    @Override
    public Decision decide(Sight sight) {
        return sight.byImage(image -> {
            Tier tier = image.tier();
            return tier == null
                    ? new Decision.Undecided("tier is unknown")
                    : Decision.of(
                            tier.compareTo(most) <= 0,
                            "tier " + tier.label() + " is above " + most.label() + baseSize(image));
        });
    }

    private static String baseSize(Classification image) {
        Base base = image.judgedBase();
        return base == null || base.scratch() || base.size() == null
                ? ""
                : " (base " + Amounts.readable(base.size()) + ")";
    }
}
