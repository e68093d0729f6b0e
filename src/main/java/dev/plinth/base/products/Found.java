package dev.plinth.base.products;

import dev.plinth.base.marks.Candidate;
import dev.plinth.image.reference.ImageReference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A product that an image seems to stand on.
 *
 * @param name its usual name, without a tag where none follows
 * @param candidates names that may still serve its layers, the usual one first
 * @param runtime name and version, as {@code python 3.12}; null if it is a server
 * @param strong whether the marks are that image's own; else an application may have set the variable, and it is only worth asking
 * @param own whether the image's own build set the marks: it may be such an image itself, as well as stand on one of that day
 * @param at index of the step of the history that speaks of it
 * @param end index of the first step of the history that is no longer the product's; the number of steps if it cannot be told
 * @param says the mark, for a person to check
 */
public record Found(
        ImageReference name,
        List<Candidate> candidates,
        @Nullable String runtime,
        boolean strong,
        boolean own,
        int at,
        int end,
        String says) {

    public Found {
        candidates = List.copyOf(candidates);
    }
}
