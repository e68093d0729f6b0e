package dev.plinth.registry.cache;

import dev.plinth.base.Unavailable;
import dev.plinth.base.Unavailable.Reason;
import dev.plinth.image.Descriptor;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.registry.flight.SingleFlight;
import dev.plinth.review.source.Exchange;
import dev.plinth.review.source.ImageSource;
import dev.plinth.review.source.Requester;
import dev.plinth.review.source.UnavailableException;
import java.io.InputStream;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The outermost decorator: nothing that a cache holds, or another's fetch brings, reaches a requester of whom the registry has
 * not said within five minutes that he may read that repository. Where nothing is remembered yet, the fetch itself is the
 * question; else a HEAD with the requester's own credentials is.
 */
public final class AuthorisedSource implements ImageSource {

    private record Key(Requester requester, String repository, String lookup) {}

    private final CachedSource cached;
    private final ImageSource registries;
    private final Grants grants;
    private final SingleFlight<Key, Digest> questions = new SingleFlight<>();

    /**
     * @param registries without any cache: whom to ask
     * @param grants filled by whatever {@code registries} allow
     */
    public AuthorisedSource(CachedSource cached, ImageSource registries, Grants grants) {
        this.cached = cached;
        this.registries = registries;
        this.grants = grants;
    }

    @Override
    public Document manifest(ImageReference reference, Exchange exchange) throws UnavailableException {
        return read(
                reference,
                exchange,
                () -> cached.knows(reference),
                reference.lookup(),
                () -> cached.manifest(reference, exchange),
                () -> ask(reference, exchange));
    }

    @Override
    public Digest head(ImageReference reference, Exchange exchange) throws UnavailableException {
        return read(
                reference,
                exchange,
                () -> cached.knowsTag(reference),
                reference.lookup(),
                () -> cached.head(reference, exchange),
                () -> ask(reference, exchange));
    }

    @Override
    public byte[] blob(ImageReference repository, Descriptor descriptor, long limit, Exchange exchange)
            throws UnavailableException {
        return read(
                repository,
                exchange,
                () -> descriptor.data() != null || cached.knowsBlob(repository, descriptor),
                CachedSource.blobLookup(descriptor),
                () -> cached.blob(repository, descriptor, limit, exchange),
                () -> registries.blob(repository, bare(descriptor), limit, exchange));
    }

    @Override
    public InputStream layer(ImageReference repository, Descriptor descriptor, Exchange exchange)
            throws UnavailableException {
        // Never cached and never shared: the registry itself answers this requester.
        return cached.layer(repository, descriptor, exchange);
    }

    @Override
    public List<Descriptor> referrers(ImageReference repository, Digest subject, Exchange exchange)
            throws UnavailableException {
        return read(
                repository,
                exchange,
                () -> cached.knowsReferrers(repository, subject),
                CachedSource.referrersLookup(subject),
                () -> cached.referrers(repository, subject, exchange),
                () -> ask(repository.withTag(null).withDigest(subject), exchange));
    }

    @Override
    public List<String> tags(ImageReference repository, Exchange exchange) throws UnavailableException {
        return cached.tags(repository, exchange);
    }

    @Override
    public List<String> repositories(ImageReference sought, Exchange exchange) throws UnavailableException {
        return cached.repositories(sought, exchange);
    }

    private <V> V read(
            ImageReference reference,
            Exchange exchange,
            BooleanSupplier remembered,
            String lookup,
            SingleFlight.Work<V> work,
            SingleFlight.Work<?> question)
            throws UnavailableException {
        if (grants.has(exchange.requester(), reference)) {
            return work.run();
        }
        if (!remembered.getAsBoolean()) {
            try {
                V value = work.run();
                if (grants.has(exchange.requester(), reference)) {
                    return value;
                }
            } catch (UnavailableException e) {
                // What another's fetch met is no answer to this requester, unless it would be the same for all.
                boolean own = cached.remembersFailure(exchange.requester(), reference, lookup);
                if (own || !mayDiffer(e.unavailable())) {
                    throw e;
                }
            }
        }
        Object answer = question.run();
        if (answer == null || !grants.has(exchange.requester(), reference)) {
            throw new UnavailableException(
                    Unavailable.of(Reason.UNAUTHORIZED, reference.registry(), "not seen to be allowed"));
        }
        return work.run();
    }

    /** Whether another requester, with other credentials, could hear something else. */
    private static boolean mayDiffer(Unavailable failure) {
        return switch (failure.reason()) {
            case NOT_FOUND, UNAUTHORIZED, MALFORMED, TOO_LARGE, UNSUPPORTED, NOT_AN_IMAGE -> true;
            case RATE_LIMITED, TIMED_OUT, UNREACHABLE, FORBIDDEN_REGISTRY, INVALID_REFERENCE -> false;
        };
    }

    private Digest ask(ImageReference reference, Exchange exchange) throws UnavailableException {
        Key key = new Key(exchange.requester(), reference.path(), reference.lookup());
        return questions.run(key, exchange.deadline(), () -> {}, () -> registries.head(reference, exchange));
    }

    /** Without its embedded content, which would answer without the registry. */
    private static Descriptor bare(Descriptor descriptor) {
        return new Descriptor(
                descriptor.mediaType(),
                descriptor.digest(),
                descriptor.size(),
                descriptor.annotations(),
                descriptor.platform(),
                descriptor.artifactType(),
                null);
    }
}
