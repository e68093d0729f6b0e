package dev.plinth.base.marks;

import dev.plinth.base.Facts;
import dev.plinth.base.Libc;
import dev.plinth.base.Tier;
import dev.plinth.image.reference.ImageReference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an image's lowest layers look like.
 *
 * @param tier of the root alone; null where the marks leave it open
 * @param facts of the root alone
 * @param layers how many of the lowest layers are the root's
 * @param name what such a root is usually called, without a tag where the release is not known; null if the family is not known
 * @param candidates names that may still serve it, the most telling first; empty if none follows
 * @param says the mark, for a person to check
 */
public record OsRoot(
        @Nullable Tier tier,
        Facts facts,
        int layers,
        @Nullable ImageReference name,
        List<Candidate> candidates,
        String says) {

    public OsRoot {
        candidates = List.copyOf(candidates);
    }

    /** A distribution with a shell, a package manager and no compilers. */
    public static Facts distribution(
            String id,
            @Nullable String release,
            @Nullable String codename,
            Libc libc,
            @Nullable String packageManager) {
        return new Facts(id, release, codename, libc, true, packageManager, false, null);
    }

    /** The name of the first candidate, else of the family alone. */
    public static ImageReference name(List<Candidate> candidates, String path) {
        return candidates.isEmpty()
                ? ImageReference.parse(path)
                : candidates.getFirst().as();
    }
}
