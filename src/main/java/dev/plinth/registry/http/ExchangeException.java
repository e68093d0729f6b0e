package dev.plinth.registry.http;

import dev.plinth.base.Unavailable;
import java.util.Locale;

/** There was no reply. Like {@code UnavailableException} it holds no cause, no stack trace and no secret. */
public final class ExchangeException extends Exception {

    private static final long serialVersionUID = 1L;

    /** In which way it failed; decides who tries again and what counts against a host. */
    public enum Kind {
        /** The name is unknown, the connection refused. */
        CONNECT,
        /** No trust, or no agreement, in TLS: another try would end the same. */
        TLS,
        /** The connection ended before the reply did. */
        CLOSED,
        /** Time was over. */
        TIMEOUT,
        /** A limit of size. */
        TOO_LARGE,
        /** It was not even tried: refused address, open circuit, rate limit, no slot. */
        REFUSED;

        /** As metrics have it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Kind kind;
    private final transient Unavailable unavailable;

    public ExchangeException(Kind kind, Unavailable unavailable) {
        super(unavailable.toString(), null, false, false);
        this.kind = kind;
        this.unavailable = unavailable;
    }

    public ExchangeException(Kind kind, Unavailable.Reason reason, String host, String detail) {
        this(kind, Unavailable.of(reason, host, detail));
    }

    public Kind kind() {
        return kind;
    }

    public Unavailable unavailable() {
        return unavailable;
    }
}
