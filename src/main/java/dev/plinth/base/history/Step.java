package dev.plinth.base.history;

import dev.plinth.image.HistoryEntry;

/**
 * One step of an image's history.
 *
 * @param instruction what it did
 * @param text the instruction's text, cut after some thousand characters
 * @param layer index of the layer it made, from 0 at the bottom; {@link #NO_LAYER} if it made none or cannot be told
 * @param size compressed bytes of that layer; 0 if there is none
 * @param entry the history's own words
 */
public record Step(Instruction instruction, String text, int layer, long size, HistoryEntry entry) {

    public static final int NO_LAYER = -1;

    public boolean makesLayer() {
        return layer != NO_LAYER;
    }

    /** Whether the text holds this word, bounded by what is no part of a package's or a command's name. */
    public boolean says(String word) {
        return Words.has(text, word);
    }

    /** The last word of a {@code COPY} or {@code ADD}: where the files go. */
    public String destination() {
        String stripped = text.stripTrailing();
        int space = stripped.lastIndexOf(' ');
        String last = space < 0 ? stripped : stripped.substring(space + 1);
        return last.endsWith("]") || last.endsWith("\"") ? last.replace("]", "").replace("\"", "") : last;
    }
}
