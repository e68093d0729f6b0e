package dev.plinth.review.source;

import java.time.Duration;
import java.util.Optional;

/** A bounded memory that forgets. Never blocks; safe for many threads. */
public interface Cache<K, V> {

    /** What is remembered and not yet stale. */
    Optional<V> peek(K key);

    /** Remembers a value for at most this long. */
    void put(K key, V value, Duration keep);

    /** Forgets everything. */
    void clear();
}
