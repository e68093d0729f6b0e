package dev.plinth.registry.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.plinth.base.Unavailable;
import dev.plinth.registry.address.AddressRules;
import dev.plinth.registry.address.Resolver;
import dev.plinth.registry.settings.HostSettings;
import dev.plinth.review.source.Deadline;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The addresses that a host may be reached at: resolved once, checked, and then connected to as they are. */
final class Addresses implements AutoCloseable {

    /** A name server that hangs must not cost more than these threads. */
    private static final int MOST_LOOKUPS = 32;

    /** What a name server has answered before does, if it takes longer than this. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Resolver resolver;
    private final ExecutorService lookups;
    /** So that names of hostile servers, which may hold every thread, do not take those of others with them. */
    private final Cache<String, List<InetAddress>> before = Caffeine.newBuilder()
            .maximumSize(2_000)
            .expireAfterWrite(Duration.ofMinutes(10))
            .build();

    Addresses(Resolver resolver) {
        this.resolver = resolver;
        lookups = new ThreadPoolExecutor(
                0,
                MOST_LOOKUPS,
                10,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                Thread.ofPlatform().name("registry-dns-", 0).daemon().factory());
    }

    List<InetAddress> of(HostSettings host, Deadline until) throws ExchangeException {
        if (!host.allowPrivateAddresses()) {
            Optional<String> refusal = AddressRules.refusal(host.name());
            if (refusal.isPresent()) {
                throw refused(host, refusal.get());
            }
        }
        List<InetAddress> all = resolve(host, until);
        if (host.allowPrivateAddresses()) {
            return all;
        }
        List<InetAddress> allowed = all.stream()
                .filter(address -> AddressRules.refusal(address).isEmpty())
                .toList();
        if (allowed.isEmpty()) {
            throw refused(
                    host,
                    all.stream()
                            .flatMap(address -> AddressRules.refusal(address).stream())
                            .findFirst()
                            .orElse("unknown"));
        }
        return allowed;
    }

    /** The address itself is not named: it would tell a pod author what a name means inside. */
    private static ExchangeException refused(HostSettings host, String kind) {
        return new ExchangeException(
                ExchangeException.Kind.REFUSED,
                Unavailable.Reason.FORBIDDEN_REGISTRY,
                host.host(),
                "has a " + kind + " address; an operator may set allowPrivateAddresses for it in registries.yaml");
    }

    private List<InetAddress> resolve(HostSettings host, Deadline until) throws ExchangeException {
        List<InetAddress> known = before.getIfPresent(host.name());
        Future<List<InetAddress>> lookup;
        try {
            lookup = lookups.submit(() -> resolver.resolve(host.name()));
        } catch (RejectedExecutionException _) {
            if (known != null) {
                return known;
            }
            throw failed(host, "name servers do not answer");
        }
        Deadline patience = known == null ? until : until.orEarlier(PATIENCE);
        try {
            List<InetAddress> found = lookup.get(patience.left().toNanos(), TimeUnit.NANOSECONDS);
            if (found.isEmpty()) {
                throw failed(host, "the name has no address");
            }
            before.put(host.name(), found);
            return found;
        } catch (ExecutionException _) {
            throw failed(host, "the name is not known");
        } catch (TimeoutException _) {
            lookup.cancel(true);
            if (known != null && !until.passed()) {
                return known;
            }
            throw timedOut(host, "resolving its name");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw timedOut(host, "cancelled");
        }
    }

    private static ExchangeException timedOut(HostSettings host, String detail) {
        return new ExchangeException(ExchangeException.Kind.TIMEOUT, Unavailable.Reason.TIMED_OUT, host.host(), detail);
    }

    private static ExchangeException failed(HostSettings host, String detail) {
        return new ExchangeException(
                ExchangeException.Kind.CONNECT, Unavailable.Reason.UNREACHABLE, host.host(), detail);
    }

    @Override
    public void close() {
        lookups.shutdownNow();
    }
}
