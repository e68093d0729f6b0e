package dev.plinth.admission.wire;

import org.jspecify.annotations.Nullable;

/** A body that is no AdmissionReview v1. The message says what is wrong, without quoting the body. */
public final class NoReviewException extends Exception {

    private static final long serialVersionUID = 1L;

    private final @Nullable String uid;

    NoReviewException(String message, @Nullable String uid) {
        super(message, null, false, false);
        this.uid = uid;
    }

    /** The request's uid as far as it could be read; null if not. */
    public @Nullable String uid() {
        return uid;
    }
}
