package dev.plinth.certificates;

/** A certificate or key that cannot be used. The message says why, and never quotes a key. */
public final class BadCertificateException extends Exception {

    private static final long serialVersionUID = 1L;

    BadCertificateException(String message) {
        super(message, null, false, false);
    }
}
