package dev.plinth.endpoint;

/** A body that was not taken in: too large, too slow, or one too many. */
public final class RefusedBodyException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int code;
    private final String reason;

    RefusedBodyException(int code, String reason, String message) {
        super(message, null, false, false);
        this.code = code;
        this.reason = reason;
    }

    /** As an HTTP status. */
    public int code() {
        return code;
    }

    /** As a Kubernetes Status has it. */
    public String reason() {
        return reason;
    }
}
