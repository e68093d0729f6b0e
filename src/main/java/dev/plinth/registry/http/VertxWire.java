package dev.plinth.registry.http;

import dev.plinth.base.Unavailable.Reason;
import dev.plinth.registry.address.AddressRules;
import dev.plinth.registry.address.Resolver;
import dev.plinth.registry.http.ExchangeException.Kind;
import dev.plinth.registry.settings.HostSettings;
import dev.plinth.registry.settings.ProxySettings;
import dev.plinth.review.source.Deadline;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * The innermost wire. A name is resolved once, its addresses checked, and the connection pinned to the checked one, so that no
 * second look-up can give another. Through a proxy the proxy resolves, and only literal addresses can be checked here.
 */
public final class VertxWire implements Wire, AutoCloseable {

    /** What one exchange may take at most, whatever the deadline. */
    static final Duration EXCHANGE = Duration.ofSeconds(10);

    private static final int MOST_ADDRESSES = 3;
    private static final String USER_AGENT = "plinth";

    private final Clients clients;
    private final Addresses addresses;
    private final ProxySettings proxies;
    private final BodyBudget budget = new BodyBudget();

    public VertxWire(Vertx vertx, Resolver resolver, ProxySettings proxies) {
        clients = new Clients(vertx);
        addresses = new Addresses(resolver);
        this.proxies = proxies;
    }

    @Override
    public Reply send(Call call) throws ExchangeException {
        Deadline until = call.streamed()
                ? call.exchange().deadline()
                : call.exchange().deadline().orEarlier(EXCHANGE);
        HostSettings host = call.host();
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.valueOf(call.method()))
                .setHost(host.name())
                .setPort(host.port())
                .setSsl(!host.plainHttp())
                .setURI(call.target())
                .setFollowRedirects(false)
                .putHeader("User-Agent", USER_AGENT)
                .putHeader("Host", host.authority());
        call.headers().forEach(options::putHeader);
        URI proxy = proxies.proxyFor(host).orElse(null);
        if (proxy != null) {
            checkLiteral(host, until);
            return exchange(call, options.setProxyOptions(proxyOptions(proxy)), until);
        }
        return direct(call, options, addresses.of(host, until), until);
    }

    private Reply direct(Call call, RequestOptions options, List<InetAddress> found, Deadline until)
            throws ExchangeException {
        int last = Math.min(MOST_ADDRESSES, found.size()) - 1;
        for (int i = 0; i < last; i++) {
            try {
                return exchange(call, pinned(call, options, found.get(i)), until);
            } catch (ExchangeException e) {
                if (e.kind() != Kind.CONNECT || until.passed()) {
                    throw e;
                }
            }
        }
        return exchange(call, pinned(call, options, found.get(last)), until);
    }

    private static RequestOptions pinned(Call call, RequestOptions options, InetAddress address) {
        return options.setServer(SocketAddress.inetSocketAddress(call.host().port(), address.getHostAddress()));
    }

    /** A name that is an address can be checked even if a proxy would connect to it. */
    private void checkLiteral(HostSettings host, Deadline until) throws ExchangeException {
        String name = host.name();
        if (name.indexOf(':') >= 0
                || name.chars().allMatch(c -> c == '.' || Character.isDigit(c))
                || AddressRules.refusal(name).isPresent()) {
            List<InetAddress> checked = addresses.of(host, until);
            if (checked.isEmpty()) {
                throw new ExchangeException(Kind.CONNECT, Reason.UNREACHABLE, host.host(), "the name has no address");
            }
        }
    }

    private static ProxyOptions proxyOptions(URI proxy) {
        ProxyOptions options = new ProxyOptions()
                .setType(ProxyType.HTTP)
                .setHost(proxy.getHost())
                .setPort(proxy.getPort() < 0 ? 80 : proxy.getPort());
        String user = proxy.getUserInfo();
        if (user != null) {
            int colon = user.indexOf(':');
            options.setUsername(colon < 0 ? user : user.substring(0, colon));
            options.setPassword(colon < 0 ? "" : user.substring(colon + 1));
        }
        return options;
    }

    private Reply exchange(Call call, RequestOptions options, Deadline until) throws ExchangeException {
        if (until.passed()) {
            throw new ExchangeException(
                    Kind.TIMEOUT, Reason.TIMED_OUT, call.host().host(), "");
        }
        return new Pending(call, until, budget).run(clients.of(call.host()), options);
    }

    @Override
    public void close() {
        clients.close();
        addresses.close();
    }
}
