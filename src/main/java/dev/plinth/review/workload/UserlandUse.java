package dev.plinth.review.workload;

import dev.plinth.base.marks.Shells;
import dev.plinth.data.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Whether a container is run with a shell or the small programs beside it: by its command, its probes or its hooks. Such an image
 * cannot move to a base that has neither, whatever its own configuration shows.
 */
final class UserlandUse {

    /** What BusyBox and coreutils bring, and probes and hooks call. */
    private static final Set<String> PROGRAMS = Set.of(
            "cat", "test", "[", "ls", "grep", "sleep", "true", "echo", "touch", "rm", "mkdir", "cp", "env", "find",
            "wget", "curl", "nc", "pgrep", "pidof", "ps", "kill", "pkill", "stat", "timeout", "awk", "sed");

    private UserlandUse() {}

    static boolean isIn(Node container) {
        List<String> command = container.texts("command");
        if (isUserland(command) || command.isEmpty() && Shells.isNeededBy(container.texts("args"))) {
            return true;
        }
        for (List<String> run : runs(container)) {
            if (isUserland(run)) {
                return true;
            }
        }
        return false;
    }

    private static List<List<String>> runs(Node container) {
        List<List<String>> runs = new ArrayList<>();
        for (String probe : List.of("livenessProbe", "readinessProbe", "startupProbe")) {
            runs.add(container.texts(probe, "exec", "command"));
        }
        for (String hook : List.of("postStart", "preStop")) {
            runs.add(container.texts("lifecycle", hook, "exec", "command"));
        }
        return runs;
    }

    private static boolean isUserland(List<String> words) {
        if (words.isEmpty()) {
            return false;
        }
        String first = words.getFirst();
        return Shells.isNeededBy(words) || PROGRAMS.contains(first.substring(first.lastIndexOf('/') + 1));
    }
}
