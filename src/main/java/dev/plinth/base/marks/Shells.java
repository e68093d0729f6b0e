package dev.plinth.base.marks;

import java.util.List;
import java.util.Set;

/** Whether a start command needs a shell in the image. */
public final class Shells {

    private static final Set<String> NAMES = Set.of("sh", "bash", "ash", "dash", "zsh", "busybox");

    private Shells() {}

    /** Whether this is a shell's name or path. */
    public static boolean isShell(String word) {
        return NAMES.contains(word.substring(word.lastIndexOf('/') + 1));
    }

    /** Whether the command is run by a shell, or is a script. */
    public static boolean isNeededBy(List<String> words) {
        return !words.isEmpty()
                && (isShell(words.getFirst()) || words.getFirst().endsWith(".sh"));
    }
}
