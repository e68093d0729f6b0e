package dev.plinth.base.history;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which steps of a history are of the image's own build: those of its last hours, where something older lies below them. */
public final class OwnSteps {

    /** Longer builds are rare, and so are images that are built on within hours. */
    private static final Duration BUILD = Duration.ofHours(5);

    private OwnSteps() {}

    /** The index of the first own step; the number of steps where the times do not tell. */
    public static int begin(List<Step> steps) {
        Instant last = steps.isEmpty() ? null : steps.getLast().entry().created();
        if (last == null) {
            return steps.size();
        }
        int begin = steps.size();
        while (begin > 0) {
            Instant time = steps.get(begin - 1).entry().created();
            if (time == null || isAnother(time, last)) {
                return begin;
            }
            begin--;
        }
        return steps.size();
    }

    /** Whether what was made at these times is of different builds; false where one of them is not known. */
    public static boolean isAnotherBuild(@Nullable Instant one, @Nullable Instant other) {
        return one != null && other != null && isAnother(one, other);
    }

    private static boolean isAnother(Instant one, Instant other) {
        return Duration.between(one, other).abs().compareTo(BUILD) > 0;
    }
}
