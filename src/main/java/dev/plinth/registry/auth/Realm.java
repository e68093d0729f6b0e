package dev.plinth.registry.auth;

import dev.plinth.registry.settings.HostSettings;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A token endpoint with what to ask it for.
 *
 * @param host whom to ask
 * @param target path and query
 * @param service as the challenge named it; empty if it did not
 * @param scope of the token
 */
record Realm(HostSettings host, String target, String service, String scope) {

    String url() {
        return host.url() + target;
    }

    /**
     * The endpoint that a challenge names, if credentials may go there: over TLS where the challenge came over TLS, to the
     * same host name where the registry is configured to be plain.
     */
    static Optional<Realm> of(
            Challenge challenge, HostSettings registry, String scope, Function<String, HostSettings> hosts) {
        URI uri;
        try {
            uri = URI.create(challenge.parameter("realm").orElse(""));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
        String name = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
        if (name.isEmpty() || uri.getUserInfo() != null) {
            return Optional.empty();
        }
        HostSettings host = host(uri, name, registry, hosts);
        if (host == null || registry.plainHttp() && !host.name().equals(registry.name())) {
            return Optional.empty();
        }
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String target = uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
        return Optional.of(
                new Realm(host, target, challenge.parameter("service").orElse(""), scope));
    }

    /** Null if the realm's scheme is not the one that its host is configured for. */
    private static @Nullable HostSettings host(
            URI uri, String name, HostSettings registry, Function<String, HostSettings> hosts) {
        boolean secure = "https".equalsIgnoreCase(uri.getScheme());
        if (!secure && !"http".equalsIgnoreCase(uri.getScheme())) {
            return null;
        }
        int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
        if (name.equals(registry.name()) && port == registry.port()) {
            return secure == registry.plainHttp() ? null : registry;
        }
        HostSettings host = hosts.apply(uri.getPort() >= 0 ? name + ":" + port : name);
        return secure == host.plainHttp() ? null : host;
    }
}
