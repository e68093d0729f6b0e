package dev.plinth.layers;

import dev.plinth.base.Unavailable.Reason;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The landmarks of an image, layer upon layer: what a layer removes or replaces, of the layers below, is gone (OCI image-spec,
 * layers: whiteouts and opaque whiteouts). Paths are as the archive says them; links are followed for os-release alone.
 */
final class Found {

    /** More than any image has: a compiler under as many names. */
    private static final int MAX = 20_000;

    private static final String WHITEOUT = ".wh.";
    private static final String OPAQUE = ".wh..wh..opq";

    private final TreeMap<String, Mark> marks = new TreeMap<>();
    private int layer;

    /**
     * One landmark.
     *
     * @param layer in which it stands, counted from 0
     * @param text its content, for the few that are read; null for others
     * @param link where it leads, for links; null for others
     */
    record Mark(
            String path,
            Landmark landmark,
            int layer,
            @Nullable String text,
            @Nullable String link) {}

    /** From here on a layer above the ones so far is read. */
    void nextLayer() {
        layer++;
    }

    /** An entry that is no directory: it removes what it stands for, and what was below a directory of its path. */
    void removes(String path) {
        int slash = path.lastIndexOf('/');
        String name = path.substring(slash + 1);
        String directory = path.substring(0, slash + 1);
        if (name.equals(OPAQUE)) {
            removeBelow(directory);
        } else if (name.startsWith(WHITEOUT)) {
            removeLower(directory + name.substring(WHITEOUT.length()));
        } else {
            removeLower(path);
        }
    }

    void add(String path, Landmark landmark, @Nullable String text, @Nullable String link) throws LimitException {
        marks.put(path, new Mark(path, landmark, layer, text, link));
        if (marks.size() > MAX) {
            throw new LimitException(Reason.TOO_LARGE, "the layers have more programs of a system than a system has");
        }
    }

    private void removeLower(String path) {
        Mark there = marks.get(path);
        if (there != null && there.layer() < layer) {
            marks.remove(path);
        }
        removeBelow(path + "/");
    }

    /** What lower layers have below this directory, given with its slash; the root has none. */
    private void removeBelow(String directory) {
        if (directory.isEmpty()) {
            marks.values().removeIf(mark -> mark.layer() < layer);
            return;
        }
        // '0' is the character after '/'.
        String end = directory.substring(0, directory.length() - 1) + '0';
        marks.subMap(directory, end).values().removeIf(mark -> mark.layer() < layer);
    }

    Collection<Mark> all() {
        return marks.values();
    }

    Optional<Mark> at(String path) {
        return Optional.ofNullable(marks.get(path));
    }

    boolean has(Landmark landmark) {
        return marks.values().stream().anyMatch(mark -> mark.landmark() == landmark);
    }

    /** Whether the layer that is being read has it: nothing that follows in it can remove that. */
    boolean hasNow(Landmark landmark) {
        return marks.values().stream().anyMatch(mark -> mark.landmark() == landmark && mark.layer() == layer);
    }
}
