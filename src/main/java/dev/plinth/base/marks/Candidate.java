package dev.plinth.base.marks;

import dev.plinth.image.reference.ImageReference;

/**
 * A name that may still serve the layers in question.
 *
 * @param ask what to look up: often a name that moves less, as {@code debian:trixie-20260803-slim}
 * @param as what people write for the same build: {@code debian:trixie-slim}
 */
public record Candidate(ImageReference ask, ImageReference as) {

    public static Candidate of(ImageReference reference) {
        return new Candidate(reference, reference);
    }

    public static Candidate of(String path, String tag) {
        return of(reference(path, tag));
    }

    public static Candidate of(String path, String ask, String as) {
        return new Candidate(reference(path, ask), reference(path, as));
    }

    /** A reference of the Docker Hub's official images, or one with a registry. Tags are made of what was checked before. */
    public static ImageReference reference(String path, String tag) {
        return ImageReference.parse(path + ":" + tag);
    }
}
