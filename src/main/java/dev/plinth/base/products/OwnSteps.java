package dev.plinth.base.products;

import dev.plinth.base.history.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Which steps of a history are of the image's own build: those of its last hours, where something older lies below them. */
final class OwnSteps {

    /** Longer builds are rare, and so are images that are built on within hours. */
    private static final Duration BUILD = Duration.ofHours(5);

    private OwnSteps() {}

    /** The index of the first own step; the number of steps where the times do not tell. */
    static int begin(List<Step> steps) {
        Instant last = steps.isEmpty() ? null : steps.getLast().entry().created();
        if (last == null) {
            return steps.size();
        }
        int begin = steps.size();
        while (begin > 0) {
            Instant time = steps.get(begin - 1).entry().created();
            if (time == null || Duration.between(time, last).abs().compareTo(BUILD) > 0) {
                return begin;
            }
            begin--;
        }
        return steps.size();
    }
}
