package dev.plinth.review;

import dev.plinth.base.Unavailable;
import dev.plinth.base.Unavailable.Reason;
import dev.plinth.image.Descriptor;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.review.source.Exchange;
import dev.plinth.review.source.ImageSource;
import dev.plinth.review.source.UnavailableException;
import dev.plinth.testing.images.TestArtifact;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/** Documents in memory, with a log of what was asked for. */
public final class StoredSource implements ImageSource {

    public final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();

    private final Map<String, TestArtifact> manifests = new HashMap<>();
    private final Map<Digest, byte[]> blobs = new HashMap<>();
    private final Map<String, Unavailable> faults = new HashMap<>();
    private CountDownLatch gate = new CountDownLatch(0);

    /** Puts an artifact and everything below it under a reference. */
    public StoredSource put(String reference, TestArtifact artifact) {
        ImageReference at = ImageReference.parse(reference);
        manifests.put(at.path() + "@" + at.lookup(), artifact);
        store(at.path(), artifact);
        return this;
    }

    private void store(String path, TestArtifact artifact) {
        manifests.put(path + "@" + artifact.digest(), artifact);
        blobs.putAll(artifact.blobs());
        artifact.children().forEach(child -> store(path, child));
    }

    public StoredSource fail(String reference, Reason reason) {
        ImageReference at = ImageReference.parse(reference);
        faults.put(at.path() + "@" + at.lookup(), Unavailable.of(reason, at.registry(), "made to fail"));
        return this;
    }

    /** From now on manifests are only answered once the gate opens. */
    public CountDownLatch close() {
        gate = new CountDownLatch(1);
        return gate;
    }

    @Override
    public Document manifest(ImageReference reference, Exchange exchange) throws UnavailableException {
        String key = reference.path() + "@" + reference.lookup();
        asked.add("manifest " + key);
        return document(reference, key, exchange);
    }

    private Document document(ImageReference reference, String key, Exchange exchange) throws UnavailableException {
        exchange.cost().incrementAndGet();
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        Unavailable fault = faults.get(key);
        TestArtifact artifact = manifests.get(key);
        if (fault != null || artifact == null) {
            throw new UnavailableException(
                    fault != null ? fault : Unavailable.of(Reason.NOT_FOUND, reference.registry(), ""));
        }
        return new Document(artifact.mediaType(), artifact.digest(), artifact.bytes());
    }

    @Override
    public Digest head(ImageReference reference, Exchange exchange) throws UnavailableException {
        String key = reference.path() + "@" + reference.lookup();
        asked.add("head " + key);
        return document(reference, key, exchange).digest();
    }

    @Override
    public byte[] blob(ImageReference repository, Descriptor descriptor, long limit, Exchange exchange)
            throws UnavailableException {
        asked.add("blob " + descriptor.digest());
        exchange.cost().incrementAndGet();
        byte[] bytes = blobs.get(descriptor.digest());
        if (bytes == null) {
            throw new UnavailableException(Unavailable.of(Reason.NOT_FOUND, repository.registry(), ""));
        }
        return bytes;
    }

    @Override
    public InputStream layer(ImageReference repository, Descriptor descriptor, Exchange exchange)
            throws UnavailableException {
        return new ByteArrayInputStream(blob(repository, descriptor, Long.MAX_VALUE, exchange));
    }

    @Override
    public List<Descriptor> referrers(ImageReference repository, Digest subject, Exchange exchange) {
        asked.add("referrers " + subject);
        return List.of();
    }

    @Override
    public List<String> tags(ImageReference repository, Exchange exchange) {
        return List.of();
    }
}
