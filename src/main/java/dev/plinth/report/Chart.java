package dev.plinth.report;

import dev.plinth.review.audit.AuditReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/** Numbers as shapes of an inline SVG. */
final class Chart {

    /** More points than this are not told apart in a line of a table. */
    private static final int MOST_SPARK_POINTS = 24;

    private Chart() {}

    /**
     * One bar.
     *
     * @param label of the tier
     * @param count images
     * @param percent of all images
     * @param y of its upper edge
     * @param width in units
     */
    record Bar(String label, int count, int percent, int y, int width) {

        public String link() {
            return Filter.linkTo("tier", label);
        }
    }

    static List<Bar> bars(Map<String, Integer> counts) {
        int most = Math.max(
                1, counts.values().stream().mapToInt(Integer::intValue).max().orElse(1));
        int all =
                Math.max(1, counts.values().stream().mapToInt(Integer::intValue).sum());
        List<Bar> bars = new ArrayList<>();
        counts.forEach((label, count) ->
                bars.add(new Bar(label, count, (int) Math.round(100.0 * count / all), bars.size() * 32, (int)
                        Math.round(380.0 * count / most))));
        return bars;
    }

    /** Points of a line over the looks, oldest first, in a box of so many units; empty until there are two looks. */
    static String line(
            List<AuditReport.Look> looks,
            ToIntFunction<AuditReport.Look> number,
            int width,
            int height,
            int mostPoints) {
        if (looks.size() < 2) {
            return "";
        }
        int points = Math.min(mostPoints, looks.size());
        int most = Math.max(1, looks.stream().mapToInt(number).max().orElse(1));
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < points; i++) {
            AuditReport.Look look = looks.get(i * (looks.size() - 1) / (points - 1));
            int x = width * i / (points - 1);
            int y = height - 1 - (int) Math.round((height - 2.0) * number.applyAsInt(look) / most);
            out.append(i == 0 ? "" : " ").append(x).append(',').append(y);
        }
        return out.toString();
    }

    /** How many would be refused in a namespace, as a line and as the change since the oldest look that is kept. */
    static Table.Figure trend(List<AuditReport.Look> looks, String namespace) {
        if (looks.size() < 2) {
            return Table.Figure.line(0, "–", "");
        }
        int change = looks.getLast().refusedIn(namespace) - looks.getFirst().refusedIn(namespace);
        return Table.Figure.line(
                change,
                change == 0 ? "±0" : change > 0 ? "+" + change : "−" + -change,
                line(looks, look -> look.refusedIn(namespace), 80, 16, MOST_SPARK_POINTS));
    }
}
