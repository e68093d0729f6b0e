package dev.plinth.registry.cache;

import dev.plinth.base.Unavailable;
import dev.plinth.image.Descriptor;
import dev.plinth.image.MediaType;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.registry.flight.SingleFlight;
import dev.plinth.registry.settings.CacheSettings;
import dev.plinth.review.source.Exchange;
import dev.plinth.review.source.ImageSource;
import dev.plinth.review.source.RegistryListener;
import dev.plinth.review.source.Requester;
import dev.plinth.review.source.UnavailableException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Remembers what was read: documents by repository and digest until memory is full, tags and lists for a while, failures
 * briefly and only for who met them. One fetch at a time for each document. Asks nobody for permission:
 * {@link AuthorisedSource} stands around it.
 */
public final class CachedSource implements ImageSource {

    /** Larger blobs are read once and of no use to others. */
    private static final long LARGEST = 8L * 1024 * 1024;

    private static final Duration FOREVER = Duration.ofDays(36_500);
    private static final int MOST_TAGS = 50_000;
    private static final int MOST_LISTS = 5_000;
    private static final int MOST_FAILURES = 10_000;

    /** Keyed by repository too: a digest alone must not open what lies in another repository. */
    private record Key(String repository, String lookup) {}

    private record FailureKey(Requester requester, String repository, String lookup) {}

    private final ImageSource inner;
    private final CacheSettings settings;
    private final RegistryListener listener;
    private final ExpiringCache<Key, Packed> documents;
    private final ExpiringCache<Key, Digest> tags = ExpiringCache.ofSize(MOST_TAGS);
    private final ExpiringCache<Key, List<Descriptor>> referrers = ExpiringCache.ofSize(MOST_LISTS);
    private final ExpiringCache<FailureKey, Unavailable> failures = ExpiringCache.ofSize(MOST_FAILURES);
    private final SingleFlight<Key, Document> manifestFlights = new SingleFlight<>();
    private final SingleFlight<Key, Digest> headFlights = new SingleFlight<>();
    private final SingleFlight<Key, byte[]> blobFlights = new SingleFlight<>();
    private final SingleFlight<Key, List<Descriptor>> referrerFlights = new SingleFlight<>();

    /** @param bytes the most memory that documents may take, as they are kept */
    public CachedSource(ImageSource inner, CacheSettings settings, long bytes, RegistryListener listener) {
        this.inner = inner;
        this.settings = settings;
        this.listener = listener;
        documents = ExpiringCache.ofWeight(bytes, (key, packed) -> packed.weight());
    }

    @Override
    public Document manifest(ImageReference reference, Exchange exchange) throws UnavailableException {
        Optional<Document> known = known(reference);
        listener.cached("documents", known.isPresent() ? "hit" : "miss");
        if (known.isPresent()) {
            return known.get();
        }
        Key key = key(reference, reference.lookup());
        return manifestFlights.run(key, exchange.deadline(), this::shared, () -> {
            Optional<Document> meanwhile = known(reference);
            if (meanwhile.isPresent()) {
                return meanwhile.get();
            }
            return remembering(key, exchange, () -> {
                Document document = inner.manifest(reference, exchange);
                keep(key(reference, document.digest().toString()), document.mediaType(), document.bytes());
                if (reference.digest() == null) {
                    tags.put(key, document.digest(), settings.tags());
                }
                return document;
            });
        });
    }

    boolean knows(ImageReference reference) {
        Digest digest = digestOf(reference).orElse(null);
        return digest != null
                && documents.peek(key(reference, digest.toString())).isPresent();
    }

    private Optional<Digest> digestOf(ImageReference reference) {
        return reference.digest() != null
                ? Optional.of(reference.digest())
                : tags.peek(key(reference, reference.lookup()));
    }

    private Optional<Document> known(ImageReference reference) {
        return digestOf(reference)
                .flatMap(digest ->
                        documents.peek(key(reference, digest.toString())).map(packed -> packed.document(digest)));
    }

    boolean knowsTag(ImageReference reference) {
        return reference.digest() != null
                || tags.peek(key(reference, reference.lookup())).isPresent();
    }

    boolean knowsBlob(ImageReference repository, Descriptor descriptor) {
        return documents.peek(key(repository, descriptor.digest().toString())).isPresent();
    }

    /** Whether this very requester met a failure here a moment ago. */
    boolean remembersFailure(Requester requester, ImageReference reference, String lookup) {
        return failures.peek(new FailureKey(requester, reference.path(), lookup))
                .isPresent();
    }

    /** A descriptor may lie about the size: a fetch is shared only by those who expect the same. */
    static String blobLookup(Descriptor descriptor) {
        return descriptor.digest() + " " + descriptor.size();
    }

    static String referrersLookup(Digest subject) {
        return "referrers " + subject;
    }

    boolean knowsReferrers(ImageReference repository, Digest subject) {
        return referrers.peek(key(repository, subject.toString())).isPresent();
    }

    @Override
    public Digest head(ImageReference reference, Exchange exchange) throws UnavailableException {
        if (reference.digest() != null) {
            return manifest(reference, exchange).digest();
        }
        Key key = key(reference, reference.lookup());
        Optional<Digest> known = tags.peek(key);
        listener.cached("tags", known.isPresent() ? "hit" : "miss");
        if (known.isPresent()) {
            return known.get();
        }
        return headFlights.run(
                key,
                exchange.deadline(),
                this::shared,
                () -> remembering(key, exchange, () -> {
                    Digest digest = inner.head(reference, exchange);
                    tags.put(key, digest, settings.tags());
                    return digest;
                }));
    }

    @Override
    public byte[] blob(ImageReference repository, Descriptor descriptor, long limit, Exchange exchange)
            throws UnavailableException {
        if (descriptor.size() > Math.min(limit, LARGEST)) {
            return inner.blob(repository, descriptor, limit, exchange);
        }
        Key key = key(repository, descriptor.digest().toString());
        Optional<Packed> known = documents.peek(key);
        listener.cached("documents", known.isPresent() ? "hit" : "miss");
        if (known.isPresent()) {
            return known.get().bytes();
        }
        Key flight = key(repository, blobLookup(descriptor));
        return blobFlights.run(
                flight,
                exchange.deadline(),
                this::shared,
                () -> remembering(flight, exchange, () -> {
                    byte[] bytes = inner.blob(repository, descriptor, limit, exchange);
                    keep(key, descriptor.mediaType(), bytes);
                    return bytes;
                }));
    }

    @Override
    public InputStream layer(ImageReference repository, Descriptor descriptor, Exchange exchange)
            throws UnavailableException {
        return inner.layer(repository, descriptor, exchange);
    }

    @Override
    public List<Descriptor> referrers(ImageReference repository, Digest subject, Exchange exchange)
            throws UnavailableException {
        Key key = key(repository, subject.toString());
        Optional<List<Descriptor>> known = referrers.peek(key);
        listener.cached("referrers", known.isPresent() ? "hit" : "miss");
        if (known.isPresent()) {
            return known.get();
        }
        return referrerFlights.run(
                key,
                exchange.deadline(),
                this::shared,
                () -> remembering(key(repository, referrersLookup(subject)), exchange, () -> {
                    List<Descriptor> found = inner.referrers(repository, subject, exchange);
                    referrers.put(key, found, settings.tags());
                    return found;
                }));
    }

    @Override
    public List<String> tags(ImageReference repository, Exchange exchange) throws UnavailableException {
        return inner.tags(repository, exchange);
    }

    @Override
    public List<String> repositories(ImageReference sought, Exchange exchange) throws UnavailableException {
        return inner.repositories(sought, exchange);
    }

    private void shared() {
        listener.cached("documents", "shared");
    }

    private void keep(Key key, MediaType type, byte[] bytes) {
        documents.put(key, Packed.of(type, bytes), FOREVER);
    }

    private static Key key(ImageReference reference, String lookup) {
        return new Key(reference.path(), lookup);
    }

    private <V> V remembering(Key key, Exchange exchange, SingleFlight.Work<V> work) throws UnavailableException {
        FailureKey failureKey = new FailureKey(exchange.requester(), key.repository(), key.lookup());
        Optional<Unavailable> failed = failures.peek(failureKey);
        if (failed.isPresent()) {
            listener.cached("failures", "hit");
            throw new UnavailableException(failed.get());
        }
        try {
            return work.run();
        } catch (UnavailableException e) {
            failures.put(failureKey, e.unavailable(), keep(e.unavailable().reason()));
            throw e;
        }
    }

    /** By how quickly the reason may pass. Time limits and rate limits are remembered where they belong: with the host. */
    private Duration keep(Unavailable.Reason reason) {
        return switch (reason) {
            case NOT_FOUND, MALFORMED, TOO_LARGE, UNSUPPORTED, NOT_AN_IMAGE, INVALID_REFERENCE -> settings.failures();
            case UNAUTHORIZED, FORBIDDEN_REGISTRY -> settings.failures().dividedBy(2);
            case UNREACHABLE -> settings.failures().dividedBy(4);
            case TIMED_OUT, RATE_LIMITED -> Duration.ZERO;
        };
    }

    /** Forgets everything. */
    public void clear() {
        documents.clear();
        tags.clear();
        referrers.clear();
        failures.clear();
    }
}
