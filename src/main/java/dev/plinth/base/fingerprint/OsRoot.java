package dev.plinth.base.fingerprint;

import dev.plinth.base.Facts;
import dev.plinth.base.Libc;
import dev.plinth.base.Tier;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an image's lowest layers look like.
 *
 * @param tier of the root alone; null where the marks leave it open
 * @param facts of the root alone
 * @param layers how many of the lowest layers are the root's
 * @param candidates names of such a root, the usual one first; empty if none follows
 * @param says the mark, for a person to check
 */
public record OsRoot(@Nullable Tier tier, Facts facts, int layers, List<Candidate> candidates, String says) {

    public OsRoot {
        candidates = List.copyOf(candidates);
    }

    /** A distribution with a shell, a package manager and no compilers. */
    static Facts distribution(
            String id,
            @Nullable String release,
            @Nullable String codename,
            Libc libc,
            @Nullable String packageManager) {
        return new Facts(id, release, codename, libc, true, packageManager, false, null);
    }
}
