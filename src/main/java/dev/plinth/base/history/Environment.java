package dev.plinth.base.history;

import dev.plinth.image.ImageConfig;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The environment that an image sets, in the order in which it was set first. The configuration is the truth; the history's
 * {@code ENV} steps stand in where a tool has dropped it.
 */
public record Environment(Map<String, String> values) {

    private static final int MAX_VARIABLES = 500;
    private static final int MAX_VALUE = 400;

    public Environment {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    public static Environment of(ImageConfig config, Steps steps) {
        Map<String, String> values = new LinkedHashMap<>();
        if (config.env().size() <= 1) {
            for (Step step : steps.all()) {
                if (step.instruction() == Instruction.ENV) {
                    readStep(step.text(), values);
                }
            }
        }
        for (String entry : config.env()) {
            put(entry, values);
        }
        return new Environment(values);
    }

    private static void readStep(String text, Map<String, String> values) {
        int equals = text.indexOf('=');
        int space = text.indexOf(' ');
        if (equals < 0 && space > 0) {
            put(text.substring(0, space) + "=" + text.substring(space + 1), values);
            return;
        }
        for (String part : text.split(" ", MAX_VARIABLES)) {
            put(part, values);
        }
    }

    private static void put(String entry, Map<String, String> values) {
        int equals = entry.indexOf('=');
        if (equals > 0 && values.size() < MAX_VARIABLES) {
            String value = entry.substring(equals + 1);
            values.put(entry.substring(0, equals), value.length() > MAX_VALUE ? value.substring(0, MAX_VALUE) : value);
        }
    }

    public Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }
}
