package dev.plinth.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counters of one name, found by their label values without asking the registry each time. Safe for many threads. */
final class CounterFamily {

    private final MeterRegistry registry;
    private final String name;
    private final String description;
    private final List<String> keys;
    private final Map<List<String>, Counter> counters = new ConcurrentHashMap<>();

    CounterFamily(MeterRegistry registry, String name, String description, String... keys) {
        this.registry = registry;
        this.name = name;
        this.description = description;
        this.keys = List.of(keys);
    }

    /** Counts one for these label values, in the order of the keys. */
    void count(String... values) {
        counter(List.of(values)).increment();
    }

    private Counter counter(List<String> values) {
        Counter counter = counters.get(values);
        return counter != null ? counter : counters.computeIfAbsent(values, this::register);
    }

    private Counter register(List<String> values) {
        List<Tag> tags = new ArrayList<>(values.size());
        for (int i = 0; i < values.size(); i++) {
            tags.add(Tag.of(keys.get(i), values.get(i)));
        }
        return Counter.builder(name).description(description).tags(tags).register(registry);
    }

    /** Forgets every series that this label value is part of. */
    void forget(int key, String value) {
        counters.keySet().removeIf(values -> {
            boolean gone = values.get(key).equals(value);
            if (gone) {
                drop(values);
            }
            return gone;
        });
    }

    /** Forgets one series. */
    void forget(List<String> values) {
        if (counters.containsKey(values)) {
            drop(values);
            counters.remove(values);
        }
    }

    private void drop(List<String> values) {
        Counter counter = counters.get(values);
        if (counter != null) {
            registry.remove(counter);
        }
    }
}
