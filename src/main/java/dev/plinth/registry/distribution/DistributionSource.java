package dev.plinth.registry.distribution;

import dev.plinth.base.Unavailable.Reason;
import dev.plinth.image.Descriptor;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.registry.auth.Authenticator;
import dev.plinth.registry.http.Tries;
import dev.plinth.registry.settings.Mirror;
import dev.plinth.registry.settings.RegistryEntry;
import dev.plinth.registry.settings.RegistrySettings;
import dev.plinth.review.source.ArtifactStore;
import dev.plinth.review.source.Exchange;
import dev.plinth.review.source.ImageSource;
import dev.plinth.review.source.UnavailableException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Images from registries, as configured: only what may be asked for, from the mirrors in their order, then from the registry
 * itself (as containerd's {@code hosts.toml} means it). A mirror that fails in whichever way is passed over.
 */
public final class DistributionSource implements ImageSource, ArtifactStore {

    /** One way of asking. */
    @FunctionalInterface
    private interface Read<T> {
        T at(Location location, Exchange exchange) throws UnavailableException;
    }

    private static final Logger LOG = Logger.getLogger("dev.plinth.registry");

    private final RegistrySettings settings;
    private final Distribution distribution;
    private final Lists lists;
    private final Artifacts artifacts;

    public DistributionSource(RegistrySettings settings, Authenticator authenticator, Witness witness) {
        this.settings = settings;
        distribution = new Distribution(authenticator, witness);
        lists = new Lists(distribution);
        artifacts = new Artifacts(distribution);
    }

    @Override
    public Document manifest(ImageReference reference, Exchange exchange) throws UnavailableException {
        return read(reference, exchange, distribution::manifest);
    }

    @Override
    public Digest head(ImageReference reference, Exchange exchange) throws UnavailableException {
        return read(reference, exchange, distribution::head);
    }

    @Override
    public byte[] blob(ImageReference repository, Descriptor descriptor, long limit, Exchange exchange)
            throws UnavailableException {
        return read(repository, exchange, (at, within) -> distribution.blob(at, descriptor, limit, within));
    }

    @Override
    public InputStream layer(ImageReference repository, Descriptor descriptor, Exchange exchange)
            throws UnavailableException {
        return read(repository, exchange, (at, within) -> distribution.layer(at, descriptor, within));
    }

    @Override
    public List<Descriptor> referrers(ImageReference repository, Digest subject, Exchange exchange)
            throws UnavailableException {
        return read(repository, exchange, (at, within) -> lists.referrers(at, subject, within));
    }

    @Override
    public List<String> tags(ImageReference repository, Exchange exchange) throws UnavailableException {
        return read(repository, exchange, lists::tags);
    }

    @Override
    public List<String> repositories(ImageReference sought, Exchange exchange) throws UnavailableException {
        return lists.repositories(itself(allowed(sought)), exchange);
    }

    @Override
    public Digest push(ImageReference reference, String artifactType, byte[] bytes, Exchange exchange)
            throws UnavailableException {
        return artifacts.push(itself(allowed(reference)), artifactType, bytes, exchange);
    }

    @Override
    public byte[] pull(ImageReference reference, String artifactType, long limit, Exchange exchange)
            throws UnavailableException {
        return read(reference, exchange, (at, within) -> artifacts.pull(at, artifactType, limit, within));
    }

    private <T> T read(ImageReference reference, Exchange exchange, Read<T> read) throws UnavailableException {
        List<Location> locations = locations(allowed(reference));
        for (int i = 0; i < locations.size() - 1; i++) {
            // A mirror that hangs must leave time for the others.
            Duration share = exchange.deadline().left().dividedBy(locations.size() - i);
            try {
                return attempt(
                        read,
                        locations.get(i),
                        exchange.until(exchange.deadline().orEarlier(share)));
            } catch (UnavailableException e) {
                if (exchange.deadline().passed()) {
                    throw e;
                }
            }
        }
        return attempt(read, locations.getLast(), exchange);
    }

    private static <T> T attempt(Read<T> read, Location location, Exchange exchange) throws UnavailableException {
        Tries tries = new Tries();
        try {
            return tries.during(() -> understood(read, location, exchange));
        } catch (UnavailableException e) {
            FailureLog.failed(location, e.unavailable(), tries);
            throw e;
        }
    }

    /** The last resort: a defect of this program, met by hostile bytes, must not become more than one image that is not read. */
    private static <T> T understood(Read<T> read, Location location, Exchange exchange) throws UnavailableException {
        try {
            return read.at(location, exchange);
        } catch (RuntimeException e) {
            LOG.errorf(
                    "defect while reading from host=%s: %s",
                    location.host().host(), e.getClass().getName());
            throw Failures.failure(Reason.MALFORMED, location.host().host(), "an answer that is not understood");
        }
    }

    private ImageReference allowed(ImageReference reference) throws UnavailableException {
        if (!settings.allows(reference)) {
            throw Failures.failure(
                    Reason.FORBIDDEN_REGISTRY,
                    reference.registry(),
                    "not among what registries.yaml allows to be asked for");
        }
        return reference;
    }

    private List<Location> locations(ImageReference reference) throws UnavailableException {
        RegistryEntry entry = settings.entry(reference).orElse(null);
        if (entry == null) {
            return List.of(itself(reference));
        }
        List<Location> locations = new ArrayList<>();
        for (Mirror mirror : entry.mirrors()) {
            try {
                locations.add(new Location(mirror.host(), entry.at(mirror, reference), reference));
            } catch (IllegalArgumentException _) {
                throw Failures.failure(
                        Reason.INVALID_REFERENCE, mirror.host().host(), "the name is too long for the mirror");
            }
        }
        if (!entry.only()) {
            locations.add(itself(reference));
        }
        return locations;
    }

    private Location itself(ImageReference reference) {
        return new Location(settings.host(reference.registry()), reference, reference);
    }
}
