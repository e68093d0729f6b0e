package dev.plinth.metrics;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Registries as label values: those that the operator configured, and the 50 most recent others, whose series go when they fall
 * out. Pod authors name registries, so that their number must not be theirs to decide.
 */
public final class RegistryNames {

    private static final int MOST_OTHERS = 50;

    private final List<Consumer<String>> followers = new CopyOnWriteArrayList<>();
    private final RecentNames<String> others =
            new RecentNames<>(MOST_OTHERS, name -> followers.forEach(follower -> follower.accept(name)));

    private volatile Set<String> configured = Set.of();

    /** Names the registries of the document in force. */
    public void configure(Set<String> registries) {
        configured = Set.copyOf(registries);
    }

    /** To be told of names whose series are to go. */
    void follow(Consumer<String> follower) {
        followers.add(follower);
    }

    String label(String registry) {
        if (!configured.contains(registry)) {
            others.use(registry);
        }
        return registry;
    }
}
