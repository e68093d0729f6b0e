package dev.plinth.review.reading;

import dev.plinth.image.Descriptor;
import dev.plinth.image.Index;
import dev.plinth.image.Platform;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which of an index's images are of interest.
 *
 * @param wanted platforms, each with an empty word where operating system or architecture is left open; empty: every runnable
 *     one
 */
public record PlatformChoice(List<Platform> wanted) {

    /** Every runnable platform. */
    public static final PlatformChoice ALL = new PlatformChoice(List.of());

    /** What runtimes run on a platform that an index has nothing for (containerd, platforms: the vector of a platform). */
    private static final Map<String, String> INSTEAD = Map.of("amd64", "386", "arm64", "arm");

    public PlatformChoice {
        wanted = List.copyOf(wanted);
    }

    /** Whether all that the other choice may come to was of interest here already. */
    public boolean covers(PlatformChoice other) {
        return wanted.isEmpty()
                || !other.wanted.isEmpty()
                        && other.wanted.stream()
                                .allMatch(platform -> wanted.stream().anyMatch(node -> matches(platform, node)));
    }

    /**
     * The entries to read. Where an index has nothing for a wanted platform, they are those that the platform runs as well;
     * where none is for any, the single one of another platform: it is what would be pulled, and fails or runs emulated as it
     * is. Empty if there is nothing to judge.
     */
    List<Descriptor> of(Index index) {
        List<Descriptor> runnable = index.runnable();
        if (wanted.isEmpty()) {
            return runnable;
        }
        Set<Descriptor> chosen = new LinkedHashSet<>();
        for (Descriptor entry : runnable) {
            if (entry.platform() == null) {
                chosen.add(entry);
            }
        }
        for (Platform node : wanted) {
            List<Descriptor> own = matching(runnable, platform -> matches(platform, node));
            chosen.addAll(own.isEmpty() ? matching(runnable, platform -> runsAsWell(platform, node)) : own);
        }
        return chosen.isEmpty() && runnable.size() == 1 ? runnable : List.copyOf(chosen);
    }

    private static List<Descriptor> matching(List<Descriptor> entries, Predicate<Platform> condition) {
        return entries.stream()
                .filter(entry -> entry.platform() != null && condition.test(entry.platform()))
                .toList();
    }

    private static boolean matches(Platform platform, Platform node) {
        boolean variant = platform.variant() == null
                || node.variant() == null
                || platform.variant().equals(node.variant());
        return sameSystem(platform, node)
                && variant
                && (node.architecture().isEmpty() || node.architecture().equals(platform.architecture()));
    }

    /** Another variant, or the architecture that the node's own goes back to. */
    private static boolean runsAsWell(Platform platform, Platform node) {
        return sameSystem(platform, node)
                && (platform.architecture().equals(node.architecture())
                        || platform.architecture().equals(INSTEAD.get(node.architecture())));
    }

    private static boolean sameSystem(Platform platform, Platform node) {
        return node.os().isEmpty() || node.os().equals(platform.os());
    }
}
