package dev.plinth.policy.condition;

import dev.plinth.base.Unavailable;

/** What a condition says of an image. */
public sealed interface Decision {

    /** It holds. */
    Decision MET = new Met();

    /** It holds. */
    record Met() implements Decision {}

    /** It does not hold; the text says what is wrong, in a phrase: {@code tier full is above slim}. */
    record Violated(String text) implements Decision {}

    /** The image was read, but the fact cannot be told; the text says which. */
    record Undecided(String text) implements Decision {}

    /** The image could not be read. */
    record Unread(Unavailable why) implements Decision {}

    /** Met or violated. */
    static Decision of(boolean met, String otherwise) {
        return met ? MET : new Violated(otherwise);
    }
}
