package dev.plinth.admission;

/** There is no policy to judge by yet. */
final class NotReadyException extends Exception {

    private static final long serialVersionUID = 1L;

    NotReadyException() {
        super("no policy is loaded yet", null, false, false);
    }
}
