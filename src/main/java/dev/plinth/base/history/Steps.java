package dev.plinth.base.history;

import dev.plinth.image.Descriptor;
import dev.plinth.image.HistoryEntry;
import dev.plinth.image.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The history of an image, each step with the layer it made.
 *
 * @param all from the bottom up
 * @param aligned whether the history accounts for every layer; if not, no step but the lowest says which layer it made
 * @param melted whether there are fewer layers than steps that made some: squashed, so that no layer is what its step says
 */
public record Steps(List<Step> all, boolean aligned, boolean melted) {

    /** More than any real image has; what lies beyond is not looked at. */
    private static final int MAX_STEPS = 600;

    private static final int MAX_TEXT = 4_096;
    /** Characters read in all: a history of megabytes says no more than its first part. */
    private static final int MAX_TOTAL = 128 * 1024;

    public Steps {
        all = List.copyOf(all);
    }

    public static Steps of(Image image) {
        List<HistoryEntry> history = image.config().history();
        List<Descriptor> layers = image.manifest().layers();
        int count = Math.min(history.size(), MAX_STEPS);
        List<StepText> texts = new ArrayList<>(count);
        int left = MAX_TOTAL;
        for (HistoryEntry entry : history.subList(0, count)) {
            StepText text = StepText.parse(entry.createdBy(), Math.min(MAX_TEXT, Math.max(left, 100)));
            left -= Math.min(entry.createdBy().length(), MAX_TEXT);
            texts.add(text);
        }
        boolean byFlag = count == history.size() && countByFlag(history) == layers.size();
        // A WORKDIR makes a layer only where the directory is new.
        boolean plain = !byFlag && count == history.size() && countByInstruction(texts, false) == layers.size();
        boolean withWorkdir =
                !byFlag && !plain && count == history.size() && countByInstruction(texts, true) == layers.size();
        boolean byInstruction = plain || withWorkdir;
        List<Step> steps = new ArrayList<>(count);
        int layer = 0;
        for (int i = 0; i < count; i++) {
            HistoryEntry entry = history.get(i);
            StepText text = texts.get(i);
            boolean makes = byFlag ? !entry.emptyLayer() : makesLayer(text, withWorkdir);
            // Where the counts disagree, only the lowest step that makes a layer is sure to have made the lowest one.
            boolean known = makes && layer < layers.size() && (byFlag || byInstruction || layer == 0);
            steps.add(new Step(
                    text.instruction(),
                    text.text(),
                    known ? layer : Step.NO_LAYER,
                    known ? layers.get(layer).size() : 0,
                    entry));
            layer += makes ? 1 : 0;
        }
        boolean aligned = byFlag || byInstruction;
        return new Steps(steps, aligned, !aligned && countByInstruction(texts, false) > layers.size());
    }

    private static int countByFlag(List<HistoryEntry> history) {
        int count = 0;
        for (HistoryEntry entry : history) {
            count += entry.emptyLayer() ? 0 : 1;
        }
        return count;
    }

    private static int countByInstruction(List<StepText> texts, boolean withWorkdir) {
        int count = 0;
        for (StepText text : texts) {
            count += makesLayer(text, withWorkdir) ? 1 : 0;
        }
        return count;
    }

    private static boolean makesLayer(StepText text, boolean withWorkdir) {
        return switch (text.instruction()) {
            case RUN, OTHER -> !text.text().startsWith("umoci config");
            case COPY, ADD -> true;
            case WORKDIR -> withWorkdir;
            default -> false;
        };
    }

    /** The step that made the lowest layer. */
    public Optional<Step> root() {
        for (Step step : all) {
            if (step.layer() == 0) {
                return Optional.of(step);
            }
        }
        return Optional.empty();
    }

    /** The steps from this index on. */
    public List<Step> from(int index) {
        return all.subList(Math.min(index, all.size()), all.size());
    }

    /** The steps above so many layers; empty if the history does not say which made them. */
    public List<Step> above(int layers) {
        return aligned ? from(firstAbove(layers)) : List.of();
    }

    /** Index of the step that made the first layer above so many; the number of steps if none is known to. */
    public int firstAbove(int layers) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).layer() >= layers) {
                return i;
            }
        }
        return all.size();
    }

    /** What a build argument holds by the Dockerfile, its name in either case; empty if it is not declared with a value. */
    public Optional<String> argument(String name) {
        for (Step step : all) {
            if (step.instruction() == Instruction.ARG
                    && step.text().regionMatches(true, 0, name + "=", 0, name.length() + 1)) {
                return Optional.of(step.text().substring(name.length() + 1));
            }
        }
        return Optional.empty();
    }

    /** The first step of this kind at or after an index; empty if there is none. */
    public Optional<Step> firstOf(Instruction instruction, int index) {
        for (Step step : from(index)) {
            if (step.instruction() == instruction) {
                return Optional.of(step);
            }
        }
        return Optional.empty();
    }
}
