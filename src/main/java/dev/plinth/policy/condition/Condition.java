package dev.plinth.policy.condition;

import dev.plinth.base.inquiry.Need;
import java.util.Set;

/** One thing that a rule requires. Immutable, pure. */
public interface Condition {

    /** Its key under {@code require}; two conditions with the same key need the same fact. */
    String key();

    /** What has to be known to decide it; empty if the reference alone decides. */
    Set<Need> needs();

    /** Decides it as far as it can be decided. */
    Decision decide(Sight sight);
}
