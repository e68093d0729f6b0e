package dev.plinth.registry.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongBiFunction;

/** A memory bounded by number or weight, each value with a time of its own. */
final class ExpiringCache<K, V> {

    private record Timed<V>(V value, long keepNanos) {}

    private final Cache<K, Timed<V>> values;

    private ExpiringCache(Cache<K, Timed<V>> values) {
        this.values = values;
    }

    /** At most so many values. */
    static <K, V> ExpiringCache<K, V> ofSize(long most) {
        return new ExpiringCache<>(Caffeine.newBuilder()
                .maximumSize(most)
                .expireAfter(ExpiringCache.<K, V>own())
                .build());
    }

    /** Values of together at most so much weight. */
    static <K, V> ExpiringCache<K, V> ofWeight(long most, ToLongBiFunction<K, V> weight) {
        return new ExpiringCache<>(Caffeine.newBuilder()
                .maximumWeight(most)
                .weigher((K key, Timed<V> timed) ->
                        (int) Math.min(Integer.MAX_VALUE, weight.applyAsLong(key, timed.value())))
                .expireAfter(ExpiringCache.<K, V>own())
                .build());
    }

    private static <K, V> Expiry<K, Timed<V>> own() {
        return Expiry.writing(
                (K _, Timed<V> timed) -> Duration.of(timed.keepNanos(), TimeUnit.NANOSECONDS.toChronoUnit()));
    }

    Optional<V> peek(K key) {
        Timed<V> timed = values.getIfPresent(key);
        return timed == null ? Optional.empty() : Optional.of(timed.value());
    }

    void put(K key, V value, Duration keep) {
        if (keep.isPositive()) {
            long nanos = keep.compareTo(Duration.ofDays(36_500)) > 0
                    ? Duration.ofDays(36_500).toNanos()
                    : keep.toNanos();
            values.put(key, new Timed<>(value, nanos));
        }
    }

    void clear() {
        values.invalidateAll();
    }
}
