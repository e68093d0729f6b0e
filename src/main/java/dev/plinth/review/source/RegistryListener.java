package dev.plinth.review.source;

import java.time.Duration;

/** Hears of what reading registries costs; implemented by meters. Called on the reading thread: must be quick and never throw. */
public interface RegistryListener {

    /** Hears nothing. */
    RegistryListener NONE = new RegistryListener() {};

    /**
     * One exchange has ended.
     *
     * @param registry host and port that were asked
     * @param operation {@code manifest}, {@code head}, {@code blob}, {@code layer}, {@code referrers}, {@code tags}, {@code push}
     *     or {@code token}
     * @param status {@code 200} and other HTTP statuses, or {@code timeout}, {@code connect}, {@code tls}, {@code closed},
     *     {@code too-large}, {@code refused}
     * @param duration until the end of the body, for a layer until its beginning
     */
    default void exchanged(String registry, String operation, String status, Duration duration) {}

    /**
     * A cache was asked.
     *
     * @param cache {@code documents}, {@code tags}, {@code referrers}, {@code failures}, {@code grants}, {@code tokens} or
     *     {@code shared} (what replicas remember together)
     * @param result {@code hit}, {@code miss} or {@code shared} (another's fetch was waited for); of the shared one also
     *     {@code failed} (it was away) and {@code refused} (what it gave was not what was asked for)
     */
    default void cached(String cache, String result) {}

    /** A registry's circuit has opened, or closed again. */
    default void circuit(String registry, boolean open) {}

    /** An exchange waits for one of a registry's slots (+1), or no longer does (-1). */
    default void queued(String registry, int change) {}
}
