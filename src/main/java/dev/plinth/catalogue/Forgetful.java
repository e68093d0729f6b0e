package dev.plinth.catalogue;

import dev.plinth.review.source.Cache;
import java.time.Duration;
import java.util.Optional;

/** Remembers nothing: a look at bases asks each question once, and documents are cached below it. */
final class Forgetful<K, V> implements Cache<K, V> {

    private Forgetful() {}

    static <K, V> Cache<K, V> cache() {
        return new Forgetful<>();
    }

    @Override
    public Optional<V> peek(K key) {
        return Optional.empty();
    }

    @Override
    public void put(K key, V value, Duration keep) {}

    @Override
    public void clear() {}
}
