package dev.plinth.commands;

import dev.plinth.review.source.RegistryListener;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Counts which host answered and how often, whatever it answered; what reached no host is not counted. */
final class HostAnswers implements RegistryListener {

    private final ConcurrentHashMap<String, Integer> answers = new ConcurrentHashMap<>();

    @Override
    public void exchanged(String registry, String operation, String status, Duration duration) {
        if (!status.isEmpty() && Character.isDigit(status.charAt(0))) {
            answers.merge(registry, 1, Integer::sum);
        }
    }

    /** By name of the host. */
    Map<String, Integer> byHost() {
        return new TreeMap<>(answers);
    }
}
