package dev.plinth.chart.monitoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A metric as {@code docs/metrics.md} promises it: its name, and the labels that its series have. */
record Metric(String name, String type, Set<String> labels) {

    private static final Path DOCUMENT = Path.of("docs", "metrics.md");
    private static final Pattern ROW =
            Pattern.compile("\\| `(plinth_[a-z_]+)` \\| (counter|gauge|histogram) \\| ([^|]*)\\|.*");
    private static final Pattern NAME = Pattern.compile("`([a-z_]+)`");

    Metric {
        labels = Set.copyOf(labels);
    }

    static Map<String, Metric> documented() {
        try {
            Map<String, Metric> metrics = new LinkedHashMap<>();
            for (String line : Files.readAllLines(DOCUMENT)) {
                Matcher row = ROW.matcher(line);
                if (row.matches()) {
                    metrics.put(row.group(1), new Metric(row.group(1), row.group(2), names(row.group(3))));
                }
            }
            return metrics;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> names(String cell) {
        Set<String> names = new TreeSet<>();
        NAME.matcher(cell).results().forEach(match -> names.add(match.group(1)));
        return names;
    }
}
