package dev.plinth.layers;

import dev.plinth.base.Unavailable;
import java.io.IOException;

/** A limit was reached, or the format is broken, while a stream was read: an outcome, carried through streams that know only I/O. */
final class LimitException extends IOException {

    private static final long serialVersionUID = 1L;

    private final Unavailable.Reason reason;

    LimitException(Unavailable.Reason reason, String detail) {
        super(detail);
        this.reason = reason;
    }

    Unavailable.Reason reason() {
        return reason;
    }
}
