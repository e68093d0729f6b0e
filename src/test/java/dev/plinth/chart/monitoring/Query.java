package dev.plinth.chart.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A Prometheus query, as far as it names metrics and labels. */
record Query(String expression) {

    private static final Pattern SELECTOR = Pattern.compile("(plinth_[a-z_]+)(\\{[^}]*})?");
    private static final Pattern MATCHER = Pattern.compile("([a-z_]+)\\s*(=~|!~|!=|=)");
    private static final Pattern GROUPING = Pattern.compile("\\bby\\s*\\(([^)]*)\\)");
    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\(.*,\\s*([a-z_]+)\\)");

    /** Labels that Prometheus itself brings. */
    private static final Set<String> OF_PROMETHEUS = Set.of("job", "instance", "pod");

    /** What in this query is no promise of the documented metrics; empty if everything is. */
    List<String> unpromised() {
        List<String> wrong = new ArrayList<>();
        Set<String> known = new TreeSet<>(OF_PROMETHEUS);
        Matcher selector = SELECTOR.matcher(expression);
        while (selector.find()) {
            Metric metric = metric(selector.group(1));
            if (metric == null) {
                wrong.add("no metric " + selector.group(1));
                continue;
            }
            known.addAll(metric.labels());
            if (metric.type().equals("histogram")) {
                known.add("le");
            }
            for (String label : labels(selector.group(2))) {
                if (!metric.labels().contains(label) && !OF_PROMETHEUS.contains(label)) {
                    wrong.add(metric.name() + " has no label " + label);
                }
            }
        }
        for (Pattern pattern : List.of(GROUPING, LABEL_VALUES)) {
            pattern.matcher(expression).results().forEach(match -> {
                for (String label : match.group(1).split(",\\s*", -1)) {
                    if (!known.contains(label)) {
                        wrong.add("nothing in the query has the label " + label);
                    }
                }
            });
        }
        return wrong;
    }

    Set<String> metrics() {
        Set<String> names = new TreeSet<>();
        SELECTOR.matcher(expression).results().forEach(match -> {
            Metric metric = metric(match.group(1));
            names.add(metric == null ? match.group(1) : metric.name());
        });
        return names;
    }

    private static List<String> labels(@Nullable String selector) {
        return selector == null
                ? List.of()
                : MATCHER.matcher(selector)
                        .results()
                        .map(match -> match.group(1))
                        .toList();
    }

    private static @Nullable Metric metric(String series) {
        var documented = Metric.documented();
        Metric metric = documented.get(series);
        if (metric != null) {
            return metric;
        }
        Metric histogram = documented.get(series.replaceFirst("_(bucket|sum|count)$", ""));
        return histogram != null && histogram.type().equals("histogram") ? histogram : null;
    }
}
