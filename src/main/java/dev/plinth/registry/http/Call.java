package dev.plinth.registry.http;

import dev.plinth.registry.settings.HostSettings;
import dev.plinth.review.source.Exchange;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One request.
 *
 * @param host whom to ask
 * @param method GET, HEAD, POST or PUT
 * @param target path and query
 * @param headers by their names; may hold secrets, so a call is never printed
 * @param body null if none
 * @param limit the most bytes that a good reply's body may have
 * @param streamed whether a good reply's body is wanted as it comes
 * @param operation for metrics and logs
 * @param exchange on whose behalf and until when
 * @param mayLinger asked once if nobody waits any more: whether the call may go on nevertheless
 */
public record Call(
        HostSettings host,
        String method,
        String target,
        Map<String, String> headers,
        byte @Nullable [] body,
        long limit,
        boolean streamed,
        String operation,
        Exchange exchange,
        BooleanSupplier mayLinger) {

    public static Call of(
            HostSettings host, String method, String target, long limit, String operation, Exchange exchange) {
        return new Call(host, method, target, Map.of(), null, limit, false, operation, exchange, () -> true);
    }

    public Call with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Call(host, method, target, more, body, limit, streamed, operation, exchange, mayLinger);
    }

    /** The same elsewhere, without what is for the first host alone. */
    public Call redirected(HostSettings other, String otherTarget, boolean keepsCredentials) {
        Map<String, String> kept = new LinkedHashMap<>(headers);
        if (!keepsCredentials) {
            kept.remove("Authorization");
        }
        return new Call(other, method, otherTarget, kept, body, limit, streamed, operation, exchange, mayLinger);
    }

    public Call withBody(byte[] bytes, String contentType) {
        Call typed = with("Content-Type", contentType);
        return new Call(host, method, target, typed.headers, bytes, limit, streamed, operation, exchange, mayLinger);
    }

    public Call asStream() {
        return new Call(host, method, target, headers, body, limit, true, operation, exchange, mayLinger);
    }

    public Call lingeringIf(BooleanSupplier condition) {
        return new Call(host, method, target, headers, body, limit, streamed, operation, exchange, condition);
    }

    /** Whether it may be sent again without harm. */
    public boolean repeatable() {
        return method.equals("GET") || method.equals("HEAD");
    }

    @Override
    public String toString() {
        return method + " " + host.host();
    }
}
