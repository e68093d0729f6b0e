package dev.plinth.report;

import dev.plinth.review.source.RegistryListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How each registry has answered this replica lately; the least recently asked is forgotten beyond a bound. */
public final class RegistryHealth implements RegistryListener {

    private static final int KEPT = 50;

    private final Map<String, Tally> tallies = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Tally> eldest) {
            return size() > KEPT;
        }
    };

    /**
     * One registry.
     *
     * @param registry host and port
     * @param requests exchanges since the program started
     * @param failed those that ended in a status of 429 or 5xx, or in none
     * @param lastStatus of the last exchange
     * @param open whether its circuit is open: it is not asked for a while
     */
    public record Row(String registry, long requests, long failed, String lastStatus, boolean open) {}

    private static final class Tally {
        private long requests;
        private long failed;
        private String last = "";
        private boolean open;
    }

    @Override
    public void exchanged(String registry, String operation, String status, Duration duration) {
        synchronized (tallies) {
            Tally tally = tallies.computeIfAbsent(registry, _ -> new Tally());
            tally.requests++;
            tally.last = status;
            boolean answered = status.length() == 3 && status.charAt(0) < '5' && !status.equals("429");
            tally.failed += answered ? 0 : 1;
        }
    }

    @Override
    public void circuit(String registry, boolean open) {
        synchronized (tallies) {
            tallies.computeIfAbsent(registry, _ -> new Tally()).open = open;
        }
    }

    /** By name. */
    public List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        synchronized (tallies) {
            tallies.forEach((registry, it) -> rows.add(new Row(registry, it.requests, it.failed, it.last, it.open)));
        }
        rows.sort(Comparator.comparing(Row::registry));
        return rows;
    }
}
