package dev.plinth.registry.http;

import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came back.
 *
 * @param status of HTTP
 * @param headers names in lower case
 * @param body complete and within its limit; empty if streamed
 * @param stream the body as it comes, to be closed; null unless it was asked for and the status is 200
 */
public record Reply(
        int status,
        Map<String, List<String>> headers,
        byte[] body,
        @Nullable InputStream stream) {

    public Optional<String> header(String name) {
        List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
        return values == null || values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
    }

    public List<String> all(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    public Reply withStream(InputStream other) {
        return new Reply(status, headers, body, other);
    }

    @Override
    public String toString() {
        return "HTTP " + status;
    }
}
