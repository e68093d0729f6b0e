package dev.plinth.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The most recently used so many keys; whoever falls out is told of, so that its series can go. Safe for many threads. */
final class RecentNames<K> {

    private final int most;
    private final Consumer<K> fallenOut;
    private final Map<K, Boolean> recent = new LinkedHashMap<>(16, 0.75f, true);

    RecentNames(int most, Consumer<K> fallenOut) {
        this.most = most;
        this.fallenOut = fallenOut;
    }

    /** Notes that the key is in use. */
    synchronized void use(K key) {
        if (recent.put(key, Boolean.TRUE) == null && recent.size() > most) {
            @Nullable K eldest = recent.keySet().iterator().next();
            recent.remove(eldest);
            fallenOut.accept(eldest);
        }
    }
}
