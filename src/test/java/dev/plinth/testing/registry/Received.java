package dev.plinth.testing.registry;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it came.
 *
 * @param method GET, HEAD, …
 * @param path with query, as sent
 * @param headers names in lower case
 * @param body empty if none
 * @param connection which of the server's connections it came by
 */
public record Received(String method, String path, Map<String, List<String>> headers, byte[] body, int connection) {

    public Optional<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(java.util.Locale.ROOT), List.of()).stream()
                .findFirst();
    }

    public Optional<String> authorization() {
        return header("authorization");
    }

    /** The path without its query. */
    public String plainPath() {
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }

    /** A parameter of the query, decoded. */
    public Optional<String> parameter(String name) {
        int query = path.indexOf('?');
        return query < 0 ? Optional.empty() : parameterIn(path.substring(query + 1), name);
    }

    static Optional<String> parameterIn(String form, String name) {
        for (String pair : form.split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return Optional.of(java.net.URLDecoder.decode(
                        pair.substring(name.length() + 1), java.nio.charset.StandardCharsets.UTF_8));
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
