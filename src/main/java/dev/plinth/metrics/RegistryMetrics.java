package dev.plinth.metrics;

import dev.plinth.review.source.RegistryListener;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what reading registries costs. */
public final class RegistryMetrics implements RegistryListener {

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10)
    };

    private final MeterRegistry registry;
    private final RegistryNames names;
    private final CounterFamily requests;
    private final CounterFamily caches;
    private final Map<Asked, Timer> durations = new ConcurrentHashMap<>();
    private final Map<String, Held> circuits = new ConcurrentHashMap<>();
    private final Map<String, Held> queues = new ConcurrentHashMap<>();

    public RegistryMetrics(MeterRegistry registry, RegistryNames names) {
        this.registry = registry;
        this.names = names;
        requests = new CounterFamily(
                registry,
                MeterNames.REGISTRY_REQUESTS,
                "Exchanges with registries.",
                MeterNames.REGISTRY,
                MeterNames.OPERATION,
                MeterNames.STATUS);
        caches = new CounterFamily(
                registry, MeterNames.CACHE_REQUESTS, "Caches asked.", MeterNames.CACHE, MeterNames.RESULT);
        names.follow(this::forget);
    }

    private record Asked(String registry, String operation) {}

    private record Held(Gauge gauge, AtomicInteger value) {}

    @Override
    public void exchanged(String host, String operation, String status, Duration duration) {
        String label = names.label(host);
        requests.count(label, operation, status);
        durations
                .computeIfAbsent(
                        new Asked(label, operation),
                        asked -> Timer.builder(MeterNames.REGISTRY_DURATION)
                                .description("Time of an exchange with a registry.")
                                .tags(Tags.of(
                                        MeterNames.REGISTRY, asked.registry, MeterNames.OPERATION, asked.operation))
                                .serviceLevelObjectives(BUCKETS)
                                .register(registry))
                .record(duration);
    }

    @Override
    public void cached(String cache, String result) {
        caches.count(cache, result);
    }

    @Override
    public void circuit(String host, boolean open) {
        held(circuits, MeterNames.REGISTRY_CIRCUIT, "Whether a registry is not asked for a while.", host)
                .value
                .set(open ? 1 : 0);
    }

    @Override
    public void queued(String host, int change) {
        held(queues, MeterNames.REGISTRY_QUEUE, "Exchanges that wait for a slot.", host)
                .value
                .addAndGet(change);
    }

    private Held held(Map<String, Held> family, String name, String description, String host) {
        return family.computeIfAbsent(names.label(host), label -> {
            AtomicInteger value = new AtomicInteger();
            return new Held(
                    Gauge.builder(name, value, AtomicInteger::get)
                            .description(description)
                            .tags(Tags.of(MeterNames.REGISTRY, label))
                            .register(registry),
                    value);
        });
    }

    private void forget(String host) {
        requests.forget(0, host);
        durations.entrySet().removeIf(entry -> {
            boolean gone = entry.getKey().registry.equals(host);
            if (gone) {
                registry.remove(entry.getValue());
            }
            return gone;
        });
        for (Map<String, Held> family : java.util.List.of(circuits, queues)) {
            Held held = family.remove(host);
            if (held != null) {
                registry.remove(held.gauge);
            }
        }
    }
}
