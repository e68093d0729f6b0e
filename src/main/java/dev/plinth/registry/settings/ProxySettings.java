package dev.plinth.registry.settings;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Through what registries are reached, as {@code HTTPS_PROXY}, {@code HTTP_PROXY} and {@code NO_PROXY} say it.
 *
 * @param https for https hosts; null: directly
 * @param http for plain http hosts; null: directly
 * @param none hosts that are reached directly: a name with all below it, {@code .name} for those below alone, an address, with
 *     or without a port, or {@code *} for all
 */
public record ProxySettings(@Nullable URI https, @Nullable URI http, List<String> none) {

    public static final ProxySettings NONE = new ProxySettings(null, null, List.of());

    public ProxySettings {
        none = none.stream().map(host -> host.strip().toLowerCase(Locale.ROOT)).toList();
    }

    /** Reads a proxy's address; a bare {@code host:port} is taken as http, as other programs do. */
    public static URI parse(String text) {
        URI uri = URI.create(text.contains("://") ? text : "http://" + text);
        if (uri.getHost() == null || !"http".equals(uri.getScheme())) {
            throw new IllegalArgumentException("a proxy is written http://host:port");
        }
        return uri;
    }

    /** From the variables that other programs use, upper or lower case; what does not parse is as if it were not set. */
    public static ProxySettings fromEnvironment(Map<String, String> environment) {
        return new ProxySettings(
                uri(environment, "HTTPS_PROXY"),
                uri(environment, "HTTP_PROXY"),
                value(environment, "NO_PROXY")
                        .map(text -> Arrays.asList(text.split(",", -1)))
                        .orElse(List.of()));
    }

    private static @Nullable URI uri(Map<String, String> environment, String name) {
        try {
            return value(environment, name).map(ProxySettings::parse).orElse(null);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static Optional<String> value(Map<String, String> environment, String name) {
        String lower = environment.get(name.toLowerCase(Locale.ROOT));
        String value = lower != null ? lower : environment.get(name);
        return Optional.ofNullable(value).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** The proxy for a host; empty: directly. */
    public Optional<URI> proxyFor(HostSettings host) {
        URI proxy = host.plainHttp() ? http : https;
        if (proxy == null) {
            return Optional.empty();
        }
        String name = host.name().toLowerCase(Locale.ROOT);
        boolean direct = name.equals("localhost")
                || name.startsWith("127.")
                || name.equals("::1")
                || none.stream().anyMatch(entry -> covers(entry, name, host.port()));
        return direct ? Optional.empty() : Optional.of(proxy);
    }

    private static boolean covers(String entry, String name, int port) {
        if (entry.equals("*")) {
            return true;
        }
        String host = entry;
        int colon = entry.lastIndexOf(':');
        if (colon > 0 && entry.indexOf(':') == colon) {
            if (!entry.substring(colon + 1).equals(String.valueOf(port))) {
                return false;
            }
            host = entry.substring(0, colon);
        }
        host = host.startsWith("*.") ? host.substring(1) : host;
        if (host.isEmpty()) {
            return false;
        }
        return host.startsWith(".") ? name.endsWith(host) : name.equals(host) || name.endsWith("." + host);
    }

    /** A proxy's address may hold a password. */
    @Override
    public String toString() {
        return "ProxySettings[https=" + (https != null) + ", http=" + (http != null) + ", none=" + none + "]";
    }
}
