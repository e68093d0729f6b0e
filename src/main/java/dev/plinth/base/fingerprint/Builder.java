package dev.plinth.base.fingerprint;

import dev.plinth.base.history.Step;
import dev.plinth.base.marks.Clues;
import org.jspecify.annotations.Nullable;

/**
 * The tool that built an image, by the marks it leaves in each of its own steps.
 *
 * @param name as the tool calls itself
 * @param ownLayers how many of the highest layers it says are its own; 0 if it does not say
 */
public record Builder(String name, int ownLayers) {

    static @Nullable Builder of(Clues clues) {
        int own = 0;
        String name = null;
        for (Step step : clues.steps().all().reversed()) {
            String by = nameOf(step);
            if (name == null) {
                name = by;
            }
            if (by == null || !by.equals(name)) {
                break;
            }
            own += step.makesLayer() ? 1 : 0;
        }
        if (name == null && clues.config().labels().containsKey("io.buildah.version")) {
            return new Builder("Buildah", 0);
        }
        return name == null ? null : new Builder(name, name.equals("Jib") || name.equals("ko") ? own : 0);
    }

    private static @Nullable String nameOf(Step step) {
        String by = step.entry().createdBy();
        return switch (step.entry().author()) {
            case "Jib" -> "Jib";
            case "ko" -> "ko";
            case "kaniko" -> "Kaniko";
            case "apko" -> "apko";
            case "Bazel" -> "Bazel";
            default ->
                by.startsWith("jib-")
                        ? "Jib"
                        : by.startsWith("ko build ko://")
                                ? "ko"
                                : by.startsWith("bazel build")
                                        ? "Bazel"
                                        : by.startsWith("umoci ")
                                                ? "rockcraft or umoci"
                                                : step.entry().comment().startsWith("buildkit.") ? "BuildKit" : null;
        };
    }
}
