package dev.plinth.memory;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.plinth.review.source.Cache;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToIntBiFunction;

/**
 * A cache bounded by weight, whose entries each have their own time. Reading neither locks nor moves an entry's time.
 *
 * @param <K> key
 * @param <V> value
 */
public final class CaffeineCache<K, V> implements Cache<K, V> {

    private final com.github.benmanes.caffeine.cache.Cache<K, Timed<V>> cache;
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();

    private record Timed<V>(V value, Duration keep) {}

    private CaffeineCache(com.github.benmanes.caffeine.cache.Cache<K, Timed<V>> cache) {
        this.cache = cache;
    }

    /** A cache of at most this many entries. */
    public static <K, V> CaffeineCache<K, V> ofEntries(long most) {
        return new CaffeineCache<>(tendedByItsCallers()
                .maximumSize(most)
                .expireAfter(CaffeineCache.<K, V>expiry())
                .build());
    }

    /** A cache of at most this weight, as the weigher counts it. */
    public static <K, V> CaffeineCache<K, V> ofWeight(long most, ToIntBiFunction<K, V> weigher) {
        return new CaffeineCache<>(tendedByItsCallers()
                .maximumWeight(most)
                .weigher((K key, Timed<V> timed) -> weigher.applyAsInt(key, timed.value))
                .expireAfter(CaffeineCache.<K, V>expiry())
                .build());
    }

    /** Its upkeep is a matter of microseconds, in which no other thread is woken. */
    private static Caffeine<Object, Object> tendedByItsCallers() {
        return Caffeine.newBuilder().executor(Runnable::run);
    }

    private static <K, V> Expiry<K, Timed<V>> expiry() {
        return Expiry.writing((K _, Timed<V> timed) -> timed.keep);
    }

    @Override
    public Optional<V> peek(K key) {
        Timed<V> timed = cache.getIfPresent(key);
        (timed == null ? misses : hits).increment();
        return timed == null ? Optional.empty() : Optional.of(timed.value);
    }

    @Override
    public void put(K key, V value, Duration keep) {
        if (keep.isPositive()) {
            cache.put(key, new Timed<>(value, keep));
        }
    }

    @Override
    public void clear() {
        cache.invalidateAll();
    }

    /** How often something was asked for and remembered. */
    public long hits() {
        return hits.sum();
    }

    /** How often something was asked for and not remembered. */
    public long misses() {
        return misses.sum();
    }
}
