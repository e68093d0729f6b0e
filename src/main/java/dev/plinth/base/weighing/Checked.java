package dev.plinth.base.weighing;

import dev.plinth.base.Claim;
import dev.plinth.base.ancestry.Ancestor;
import org.jspecify.annotations.Nullable;

/**
 * A claim and what the layers say to it.
 *
 * @param standing how it stands
 * @param ancestor the verified ancestor that it names; null if none
 * @param truth what is the case instead, or why it cannot be told; empty if there is nothing to say
 */
record Checked(Claim claim, Standing standing, @Nullable Ancestor ancestor, String truth) {

    enum Standing {
        /** The layers of what it names are a prefix of the image's. */
        VERIFIED,
        /** Another build or variant of a verified ancestor's repository. */
        IN_LINEAGE,
        /** Nothing speaks for it or against it. */
        OPEN,
        /** The layers show that it is not true. */
        REFUTED,
        /** It names the image itself, or says nothing of a base. */
        IDLE
    }

    boolean is(Standing wanted) {
        return standing == wanted;
    }
}
