package dev.plinth.registry;

import dev.plinth.registry.address.Resolver;
import dev.plinth.registry.auth.Authenticator;
import dev.plinth.registry.cache.AuthorisedSource;
import dev.plinth.registry.cache.CachedSource;
import dev.plinth.registry.cache.Grants;
import dev.plinth.registry.distribution.DistributionSource;
import dev.plinth.registry.http.RedirectingWire;
import dev.plinth.registry.http.VertxWire;
import dev.plinth.registry.http.Wire;
import dev.plinth.registry.limits.GuardedWire;
import dev.plinth.registry.limits.MeasuredWire;
import dev.plinth.registry.limits.RetryingWire;
import dev.plinth.registry.settings.CacheSettings;
import dev.plinth.registry.settings.ProxySettings;
import dev.plinth.registry.settings.RegistrySettings;
import dev.plinth.registry.shared.SharedSource;
import dev.plinth.registry.shared.SharedStore;
import dev.plinth.review.credentials.Keychain;
import dev.plinth.review.source.ArtifactStore;
import dev.plinth.review.source.ImageSource;
import dev.plinth.review.source.RegistryListener;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/** Everything that reads registries, put together for one set of settings; other settings need another one. To be closed. */
public final class Registries implements AutoCloseable {

    private final VertxWire connections;
    private final CachedSource cached;
    private final ImageSource images;
    private final ArtifactStore artifacts;

    private Registries(VertxWire connections, CachedSource cached, ImageSource images, ArtifactStore artifacts) {
        this.connections = connections;
        this.cached = cached;
        this.images = images;
        this.artifacts = artifacts;
    }

    /**
     * With the system's name resolution.
     *
     * @param environment the proxies of the environment, used unless the settings have their own
     */
    public static Registries connect(
            Vertx vertx,
            RegistrySettings settings,
            ProxySettings environment,
            Keychain keychain,
            RegistryListener listener) {
        return connect(vertx, settings, environment, Resolver.SYSTEM, keychain, listener, null);
    }

    /**
     * The order of all decorators, from the socket outwards. Each is tested by what breaks when it is moved.
     *
     * @param shared what replicas remember together; null if each remembers for itself
     */
    public static Registries connect(
            Vertx vertx,
            RegistrySettings settings,
            ProxySettings environment,
            Resolver resolver,
            Keychain keychain,
            RegistryListener listener,
            @Nullable SharedStore shared) {
        ProxySettings proxy = settings.proxy() == null ? environment : settings.proxy();
        // One exchange: address checked, TLS, limits of size and time.
        VertxWire connections = new VertxWire(vertx, resolver, proxy);
        // Measured innermost: what never reached a host costs it nothing.
        Wire measured = new MeasuredWire(connections, listener);
        // Slots, circuit and rate limit are for each single try …
        Wire guarded = new GuardedWire(measured, listener);
        // … which the retries make, for each single hop …
        Wire retrying = new RetryingWire(guarded);
        // … of a redirect.
        Wire redirecting = new RedirectingWire(retrying, settings::host);
        // Who asks; sees the first host's challenge, and never another's.
        Authenticator authenticator = new Authenticator(redirecting, keychain, settings::host, listener);
        // What was allowed is told to the grants, from below all caches.
        Grants grants = new Grants(listener);
        DistributionSource registries = new DistributionSource(settings, authenticator, grants::allowed);
        // What another replica has fetched is not fetched again, if it proves to be the same …
        ImageSource fetching = shared == null ? registries : new SharedSource(registries, shared, listener);
        // … remembered and fetched once for all …
        CachedSource cached = new CachedSource(fetching, settings.cache(), CacheSettings.DOCUMENT_BYTES, listener);
        // … but nothing of it reaches whom the registry would not answer.
        ImageSource authorised = new AuthorisedSource(cached, registries, grants);
        return new Registries(connections, cached, authorised, registries);
    }

    public ImageSource images() {
        return images;
    }

    public ArtifactStore artifacts() {
        return artifacts;
    }

    /** Forgets every document, tag and failure. */
    public void forget() {
        cached.clear();
    }

    @Override
    public void close() {
        connections.close();
    }
}
