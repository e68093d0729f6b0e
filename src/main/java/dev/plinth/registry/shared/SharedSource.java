package dev.plinth.registry.shared;

import dev.plinth.image.Descriptor;
import dev.plinth.image.MalformedException;
import dev.plinth.image.MediaType;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.registry.distribution.DocumentType;
import dev.plinth.registry.distribution.Verification;
import dev.plinth.review.source.Exchange;
import dev.plinth.review.source.ImageSource;
import dev.plinth.review.source.RegistryListener;
import dev.plinth.review.source.UnavailableException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Fetches documents that another replica has fetched before from a {@link SharedStore} instead of the registry. Nothing from
 * there is believed: a document counts only if its bytes have the digest that was asked for, and its media type is read from
 * those bytes; where a tag points to is only a hint, and the registry itself has to confirm it, asked by HEAD with the
 * requester's own credentials. So a poisoned store can make things slower, and never other. It stands below the first level
 * and its single flight, and far below authorisation.
 */
public final class SharedSource implements ImageSource {

    /** Documents never change; what nobody has read for this long is not worth the memory. */
    static final Duration KEEP_DOCUMENTS = Duration.ofDays(7);

    /** A hint that has grown old costs a HEAD that would not have been needed. */
    static final Duration KEEP_HINTS = Duration.ofHours(1);

    private static final String CACHE = "shared";

    private final ImageSource inner;
    private final SharedStore store;
    private final RegistryListener listener;

    public SharedSource(ImageSource inner, SharedStore store, RegistryListener listener) {
        this.inner = inner;
        this.store = store;
        this.listener = listener;
    }

    @Override
    public Document manifest(ImageReference reference, Exchange exchange) throws UnavailableException {
        Digest digest = reference.digest();
        if (digest != null) {
            Document found = document(reference, digest);
            return found != null ? found : kept(reference, inner.manifest(reference, exchange));
        }
        Document hinted = hinted(reference);
        if (hinted != null && inner.head(reference, exchange).equals(hinted.digest())) {
            return hinted;
        }
        Document read = kept(reference, inner.manifest(reference, exchange));
        store.put(SharedKeys.tag(reference), read.digest().toString().getBytes(StandardCharsets.US_ASCII), KEEP_HINTS);
        return read;
    }

    @Override
    public byte[] blob(ImageReference repository, Descriptor descriptor, long limit, Exchange exchange)
            throws UnavailableException {
        if (descriptor.data() != null || descriptor.size() > Math.min(limit, SharedStore.LARGEST)) {
            return inner.blob(repository, descriptor, limit, exchange);
        }
        String key = SharedKeys.document(repository, descriptor.digest());
        byte[] found = bytes(key);
        if (found != null) {
            if (found.length == descriptor.size() && Verification.matches(descriptor.digest(), found)) {
                listener.cached(CACHE, "hit");
                return found;
            }
            listener.cached(CACHE, "refused");
        }
        byte[] read = inner.blob(repository, descriptor, limit, exchange);
        store.put(key, read, KEEP_DOCUMENTS);
        return read;
    }

    /** The document that the tag pointed to when somebody last looked, if both are there. */
    private @Nullable Document hinted(ImageReference reference) {
        byte[] hint = bytes(SharedKeys.tag(reference));
        if (hint == null) {
            return null;
        }
        Optional<Digest> digest = Digest.lenient(new String(hint, StandardCharsets.US_ASCII));
        if (digest.isEmpty()) {
            listener.cached(CACHE, "refused");
            return null;
        }
        return document(reference, digest.get());
    }

    private @Nullable Document document(ImageReference repository, Digest digest) {
        byte[] found = bytes(SharedKeys.document(repository, digest));
        if (found == null) {
            return null;
        }
        MediaType type = Verification.matches(digest, found) ? typeOf(found) : null;
        listener.cached(CACHE, type == null ? "refused" : "hit");
        return type == null ? null : new Document(type, digest, found);
    }

    /** What the document says itself that it is; null where only the registry can tell. */
    private static @Nullable MediaType typeOf(byte[] bytes) {
        try {
            return DocumentType.of("", bytes);
        } catch (MalformedException | DocumentType.UnsupportedException _) {
            return null;
        }
    }

    private byte @Nullable [] bytes(String key) {
        return switch (store.get(key)) {
            case SharedStore.Value(byte[] bytes) -> bytes;
            case SharedStore.Nothing() -> heard("miss");
            case SharedStore.Away() -> heard("failed");
        };
    }

    private byte @Nullable [] heard(String result) {
        listener.cached(CACHE, result);
        return null;
    }

    /** Where the type stands in the registry's answer alone, others could not know it: then it is not shared. */
    private Document kept(ImageReference repository, Document read) {
        if (read.bytes().length <= SharedStore.LARGEST && read.mediaType().equals(typeOf(read.bytes()))) {
            store.put(SharedKeys.document(repository, read.digest()), read.bytes(), KEEP_DOCUMENTS);
        }
        return read;
    }

    @Override
    public Digest head(ImageReference reference, Exchange exchange) throws UnavailableException {
        return inner.head(reference, exchange);
    }

    @Override
    public InputStream layer(ImageReference repository, Descriptor descriptor, Exchange exchange)
            throws UnavailableException {
        return inner.layer(repository, descriptor, exchange);
    }

    @Override
    public List<Descriptor> referrers(ImageReference repository, Digest subject, Exchange exchange)
            throws UnavailableException {
        return inner.referrers(repository, subject, exchange);
    }

    @Override
    public List<String> tags(ImageReference repository, Exchange exchange) throws UnavailableException {
        return inner.tags(repository, exchange);
    }

    @Override
    public List<String> repositories(ImageReference sought, Exchange exchange) throws UnavailableException {
        return inner.repositories(sought, exchange);
    }
}
