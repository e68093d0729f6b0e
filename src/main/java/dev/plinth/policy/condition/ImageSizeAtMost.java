package dev.plinth.policy.condition;

import dev.plinth.base.inquiry.Need;
import java.util.Set;

/**
 * {@code imageSize: { atMost: 500Mi }}, compressed.
 *
 * @param most bytes
 * @param written as in the policy
 */
public record ImageSizeAtMost(long most, String written) implements Condition {

    @Override
    public String key() {
        return "imageSize";
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.SIZE);
    }

    @Override
    public Decision decide(Sight sight) {
        return sight.byImage(image -> Decision.of(
                image.size() <= most, "image size " + Amounts.readable(image.size()) + " is above " + written));
    }
}
