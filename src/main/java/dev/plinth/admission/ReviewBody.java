package dev.plinth.admission;

import java.util.concurrent.CompletionStage;

/**
 * The body of a request, which may still be coming.
 *
 * @param whole the body once it is there; fails with {@link RefusedException} if it is not to be had
 */
public record ReviewBody(CompletionStage<ReceivedBody> whole) {

    /** Why there is no body: an HTTP status, with the reason and the message of a Kubernetes Status. */
    public static final class RefusedException extends Exception {

        private static final long serialVersionUID = 1L;

        private final int code;
        private final String reason;

        public RefusedException(int code, String reason, String message) {
            super(message, null, false, false);
            this.code = code;
            this.reason = reason;
        }

        int code() {
            return code;
        }

        String reason() {
            return reason;
        }
    }
}
