package dev.plinth.report;

import dev.plinth.review.audit.AuditReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Numbers as shapes of an inline SVG, in a box of 600 units across. */
final class Chart {

    private static final int WIDTH = 600;
    private static final int HEIGHT = 60;

    private Chart() {}

    /**
     * One bar.
     *
     * @param label of the tier
     * @param count images
     * @param y of its upper edge
     * @param width in units
     */
    record Bar(String label, int count, int y, int width) {

        public String link() {
            return Filter.linkTo("tier", label);
        }
    }

    static List<Bar> bars(Map<String, Integer> counts) {
        int most = Math.max(
                1, counts.values().stream().mapToInt(Integer::intValue).max().orElse(1));
        List<Bar> bars = new ArrayList<>();
        counts.forEach((label, count) ->
                bars.add(new Bar(label, count, bars.size() * 26, (int) Math.round(400.0 * count / most))));
        return bars;
    }

    /** Points of a line of how many would be refused, oldest look first; empty until there are two looks. */
    static String trend(List<AuditReport.Look> looks) {
        if (looks.size() < 2) {
            return "";
        }
        int most = Math.max(
                1,
                looks.stream().mapToInt(AuditReport.Look::wouldBeRefused).max().orElse(1));
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < looks.size(); i++) {
            double x = (double) WIDTH * i / (looks.size() - 1);
            double y = HEIGHT - (double) (HEIGHT - 4) * looks.get(i).wouldBeRefused() / most - 2;
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
        }
        return points.toString().strip();
    }
}
