package dev.plinth.review.source;

import dev.plinth.base.Unavailable;

/** Thrown by ports where something could not be read. The reason is all there is: no cause, no stack trace, no secret. */
public final class UnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Unavailable unavailable;

    public UnavailableException(Unavailable unavailable) {
        super(unavailable.toString(), null, false, false);
        this.unavailable = unavailable;
    }

    public Unavailable unavailable() {
        return unavailable;
    }
}
