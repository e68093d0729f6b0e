package dev.plinth.review.reading;

import dev.plinth.image.Descriptor;
import dev.plinth.image.Index;
import dev.plinth.image.Platform;
import java.util.List;

/**
 * Which of an index's images are of interest.
 *
 * @param wanted platforms, each with an empty word where operating system or architecture is left open; empty: every runnable
 *     one
 */
public record PlatformChoice(List<Platform> wanted) {

    /** Every runnable platform. */
    public static final PlatformChoice ALL = new PlatformChoice(List.of());

    /** An index with more is somebody's mistake or attack; no real one comes near. */
    private static final int MOST = 32;

    public PlatformChoice {
        wanted = List.copyOf(wanted);
    }

    /**
     * The entries to read. Where none is for a wanted platform, the single one of another platform: it is what would be
     * pulled, and fails or runs emulated as it is. Empty if there is nothing to judge.
     */
    List<Descriptor> of(Index index) {
        List<Descriptor> runnable = index.runnable();
        List<Descriptor> chosen =
                runnable.stream().filter(this::isWanted).limit(MOST).toList();
        return chosen.isEmpty() && runnable.size() == 1 ? runnable : chosen;
    }

    private boolean isWanted(Descriptor entry) {
        Platform platform = entry.platform();
        return wanted.isEmpty() || platform == null || wanted.stream().anyMatch(node -> matches(platform, node));
    }

    private static boolean matches(Platform platform, Platform node) {
        boolean os = node.os().isEmpty() || node.os().equals(platform.os());
        boolean architecture =
                node.architecture().isEmpty() || node.architecture().equals(platform.architecture());
        boolean variant = platform.variant() == null
                || node.variant() == null
                || platform.variant().equals(node.variant());
        return os && architecture && variant;
    }
}
