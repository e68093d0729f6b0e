package dev.plinth.base.marks;

import dev.plinth.base.history.Environment;
import dev.plinth.base.history.Instruction;
import dev.plinth.base.history.Step;
import dev.plinth.base.history.Steps;
import dev.plinth.image.Image;
import dev.plinth.image.ImageConfig;
import java.util.Optional;

/** What the rules read: an image with its history and environment taken apart once. */
public record Clues(Image image, Steps steps, Environment environment) {

    public static Clues of(Image image) {
        Steps steps = Steps.of(image);
        return new Clues(image, steps, Environment.of(image.config(), steps));
    }

    public ImageConfig config() {
        return image.config();
    }

    /** Compressed bytes of the lowest layer; 0 if there is none. */
    public long rootSize() {
        return image.manifest().layers().isEmpty()
                ? 0
                : image.manifest().layers().getFirst().size();
    }

    /** Whether the lowest layer is stored as it is: then its size is no measure beside compressed ones. */
    public boolean isRootPlain() {
        return !image.manifest().layers().isEmpty()
                && image.manifest().layers().getFirst().mediaType().isPlainLayer();
    }

    /** The step that made the lowest layer. */
    public Optional<Step> root() {
        return steps.root();
    }

    /** What the lowest layer's image started by default: the first {@code CMD} after it, before the next layer. */
    public String rootCommand() {
        boolean below = false;
        for (Step step : steps.all()) {
            if (step.layer() == 0) {
                below = true;
            } else if (below && step.instruction() == Instruction.CMD) {
                return step.text();
            } else if (below && step.instruction() == Instruction.RUN && step.makesLayer() && step.layer() > 5) {
                return "";
            }
        }
        return "";
    }
}
