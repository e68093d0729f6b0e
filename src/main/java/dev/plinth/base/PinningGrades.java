package dev.plinth.base;

import dev.plinth.image.ImageReference;

/** Grades references. */
final class PinningGrades {

    private PinningGrades() {}

    static Pinning of(ImageReference reference) {
        if (reference.digest() != null) {
            return Pinning.DIGEST;
        }
        String tag = reference.tag();
        return tag == null || tag.equals("latest") ? Pinning.NONE : Pinning.FLOATING;
    }
}
