package dev.plinth.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Paths within an image, without a leading slash, {@code .} and doubled slashes. */
final class EntryPath {

    private static final int MAX = 4096;

    private EntryPath() {}

    /** An entry's name as a path; empty if it leads out of the image or is longer than a path may be. */
    static Optional<String> of(String name) {
        if (name.length() > MAX) {
            return Optional.empty();
        }
        List<String> parts = new ArrayList<>();
        for (String part : name.split("/", -1)) {
            if (part.equals("..")) {
                return Optional.empty();
            }
            if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return Optional.of(String.join("/", parts));
    }

    /** Where a symbolic link leads; empty if out of the image, as a container's root directory has no parent to go to. */
    static Optional<String> resolve(String path, String link) {
        if (link.length() > MAX) {
            return Optional.empty();
        }
        List<String> parts = new ArrayList<>();
        if (!link.startsWith("/")) {
            parts.addAll(List.of(path.split("/", -1)));
            parts.removeLast();
        }
        for (String part : link.split("/", -1)) {
            if (part.equals("..")) {
                if (parts.isEmpty()) {
                    return Optional.empty();
                }
                parts.removeLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return Optional.of(String.join("/", parts));
    }
}
