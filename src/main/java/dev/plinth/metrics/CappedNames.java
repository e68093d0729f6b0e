package dev.plinth.metrics;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Lets the first so many names through as a label and calls all later ones {@code other}. Safe for many threads. */
final class CappedNames {

    /** No name of Kubernetes or of a rule: they have no underscores. */
    static final String OTHER = "_other";

    private final int most;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    CappedNames(int most) {
        this.most = most;
    }

    String label(String name) {
        if (known.contains(name)) {
            return name;
        }
        // Two threads may pass at once: a handful over the limit does no harm.
        if (known.size() >= most) {
            return OTHER;
        }
        known.add(name);
        return name;
    }
}
