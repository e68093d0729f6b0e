package dev.plinth.registry.http;

import dev.plinth.base.Unavailable.Reason;
import dev.plinth.registry.http.ExchangeException.Kind;
import dev.plinth.registry.settings.HostSettings;
import java.net.URI;
import java.util.Locale;
import java.util.function.Function;

/**
 * Follows redirects of reads, each hop an exchange of its own: its address is checked like the first one, credentials stay with
 * the host they are for, and TLS is never left but for a host that is configured so.
 */
public final class RedirectingWire implements Wire {

    private static final int MOST_HOPS = 5;

    private final Wire inner;
    private final Function<String, HostSettings> hosts;

    /** @param hosts how a host is talked to, by name and optional port */
    public RedirectingWire(Wire inner, Function<String, HostSettings> hosts) {
        this.inner = inner;
        this.hosts = hosts;
    }

    @Override
    public Reply send(Call call) throws ExchangeException {
        Call next = call;
        for (int hop = 0; hop <= MOST_HOPS; hop++) {
            Reply reply = inner.send(next);
            if (!call.repeatable() || !isRedirect(reply.status())) {
                return reply;
            }
            next = follow(next, reply);
        }
        throw refused(call.host(), "more than " + MOST_HOPS + " redirects");
    }

    private static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    private Call follow(Call call, Reply reply) throws ExchangeException {
        URI target;
        try {
            String location = reply.header("location").orElse("");
            URI base = URI.create(call.host().url() + call.target());
            target = base.resolve(location);
            if (location.isEmpty() || target.getHost() == null || target.getUserInfo() != null) {
                throw refused(call.host(), "a redirect to nowhere");
            }
        } catch (IllegalArgumentException _) {
            throw refused(call.host(), "a redirect to nowhere");
        }
        HostSettings host = hostOf(call.host(), target);
        boolean secure = "https".equalsIgnoreCase(target.getScheme());
        if (secure == host.plainHttp() || !secure && !"http".equalsIgnoreCase(target.getScheme())) {
            throw refused(
                    call.host(),
                    "a redirect to " + target.getScheme() + " of " + target.getHost()
                            + "; an operator may name it under blobHosts in registries.yaml");
        }
        String path = target.getRawPath() == null || target.getRawPath().isEmpty() ? "/" : target.getRawPath();
        String query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
        boolean same = host.name().equals(call.host().name())
                && host.port() == call.host().port()
                && host.plainHttp() == call.host().plainHttp();
        return call.redirected(host, path + query, same);
    }

    /** Settings are found with and without the usual port; a host that nothing is said about is https and public. */
    private HostSettings hostOf(HostSettings from, URI target) {
        String name = target.getHost().toLowerCase(Locale.ROOT);
        if (name.equals(from.name()) && port(target) == from.port()) {
            return from;
        }
        boolean usual = target.getPort() < 0 || target.getPort() == ("https".equals(target.getScheme()) ? 443 : 80);
        if (usual) {
            HostSettings bare = hosts.apply(name);
            return bare.equals(HostSettings.of(name)) ? hosts.apply(name + ":" + port(target)) : bare;
        }
        return hosts.apply(name + ":" + target.getPort());
    }

    private static int port(URI target) {
        return target.getPort() >= 0 ? target.getPort() : "https".equalsIgnoreCase(target.getScheme()) ? 443 : 80;
    }

    private static ExchangeException refused(HostSettings host, String detail) {
        return new ExchangeException(Kind.REFUSED, Reason.FORBIDDEN_REGISTRY, host.host(), detail);
    }
}
