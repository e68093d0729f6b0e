package dev.plinth.base.claims;

import dev.plinth.base.Claim;
import dev.plinth.base.EvidenceKind;
import dev.plinth.base.history.OwnSteps;
import dev.plinth.image.HistoryEntry;
import dev.plinth.image.Image;
import java.util.Optional;

/**
 * Buildah's comment {@code FROM docker.io/library/alpine:3.20} on the entry that it adds after the base's history; the last one is
 * the image's own. Intermediate images stand there by their id, which names nothing.
 */
final class BuildahClaims {

    private static final String FROM = "FROM ";
    private static final int LONGEST = 700;

    private BuildahClaims() {}

    static Optional<Claim> of(Image image) {
        for (HistoryEntry entry : image.config().history().reversed()) {
            String comment = entry.comment();
            if (comment.startsWith(FROM) && comment.length() < LONGEST) {
                String name = comment.substring(FROM.length()).strip();
                return isName(name) && !(name.equals("scratch") && isBuiltOn(image, entry))
                        ? BasePair.read(EvidenceKind.HISTORY, "FROM comment of the history", name, null, false)
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Whether this entry is of another build than the image's last: then it tells how the root was made, and is true of that. */
    private static boolean isBuiltOn(Image image, HistoryEntry entry) {
        return OwnSteps.isAnotherBuild(
                entry.created(), image.config().history().getLast().created());
    }

    /** Ids and names of build stages hold neither a path nor a tag. */
    private static boolean isName(String name) {
        return name.equals("scratch") || name.indexOf('/') > 0 || name.indexOf(':') > 0;
    }
}
