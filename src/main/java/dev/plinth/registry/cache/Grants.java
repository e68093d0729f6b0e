package dev.plinth.registry.cache;

import dev.plinth.image.reference.ImageReference;
import dev.plinth.review.source.RegistryListener;
import dev.plinth.review.source.Requester;
import java.time.Duration;

/**
 * Who was seen to be allowed to read which repository, for five minutes. A repository that was read with no credential at all
 * is everybody's. Only a registry's own answer puts something in here.
 */
public final class Grants {

    static final Duration HOLDS = Duration.ofMinutes(5);

    private record Key(Requester requester, String repository) {}

    private final ExpiringCache<Key, Boolean> allowed = ExpiringCache.ofSize(50_000);
    private final ExpiringCache<String, Boolean> everybody = ExpiringCache.ofSize(20_000);
    private final RegistryListener listener;

    public Grants(RegistryListener listener) {
        this.listener = listener;
    }

    /** A registry has let this requester read; {@code anonymous} if it would let anybody. */
    public void allowed(Requester requester, ImageReference repository, boolean anonymous) {
        if (anonymous) {
            everybody.put(repository.path(), true, HOLDS);
        } else {
            allowed.put(new Key(requester, repository.path()), true, HOLDS);
        }
    }

    boolean has(Requester requester, ImageReference repository) {
        boolean has = everybody.peek(repository.path()).isPresent()
                || allowed.peek(new Key(requester, repository.path())).isPresent();
        listener.cached("grants", has ? "hit" : "miss");
        return has;
    }

    void clear() {
        allowed.clear();
        everybody.clear();
    }
}
