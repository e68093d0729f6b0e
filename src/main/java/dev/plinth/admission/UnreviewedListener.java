package dev.plinth.admission;

import java.time.Duration;

/** Hears of requests that no review came of. Must neither block nor throw. */
@FunctionalInterface
public interface UnreviewedListener {

    /**
     * One request.
     *
     * @param verdict {@code skipped}, {@code invalid} or {@code failed}
     * @param operation as the request says it; empty where it cannot be read
     * @param kind as the request says it; empty where it cannot be read
     */
    void unreviewed(String verdict, String operation, String kind, boolean dryRun, Duration took);
}
