package dev.plinth.testing.registry;

import dev.plinth.image.MediaType;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.testing.images.TestArtifact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;

/**
 * A registry in this process that really listens (OCI distribution-spec: pull, push, referrers, tags), with accounts, faults on
 * demand, and a log of all that it was asked, with the {@code Authorization} headers it was sent.
 *
 * <pre>{@code
 * try (FakeRegistry registry = FakeRegistry.start()) {
 *     registry.push("shop/cart:1.4", ImageBuilder.scratch().layer(Map.of("app", "x")).build());
 *     registry.fault("/manifests/", Fault.status(503));
 *     … registry.reference("shop/cart:1.4") …
 * }
 * }</pre>
 */
public final class FakeRegistry implements AutoCloseable {

    private record Rule(Predicate<Received> matches, AtomicInteger left, Fault fault) {}

    private final SocketServer server;
    private final String scheme;
    private final Store store = new Store();
    private final Accounts accounts = new Accounts();
    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final List<Received> log = new CopyOnWriteArrayList<>();
    private final Map<String, Answer> files = new ConcurrentHashMap<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private volatile Duration latency = Duration.ZERO;

    private FakeRegistry(SSLContext tls, boolean wantsClientCertificate) {
        scheme = tls == null ? "http" : "https";
        try {
            server = new SocketServer(tls, wantsClientCertificate, this::handle);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Plain HTTP on a free port of 127.0.0.1. */
    public static FakeRegistry start() {
        return new FakeRegistry(null, false);
    }

    /** HTTPS, with a certificate of the test authority for localhost, 127.0.0.1 and every {@code *.corp} and {@code *.test}. */
    public static FakeRegistry startTls(TestCertificates certificates) {
        return new FakeRegistry(certificates.server(), false);
    }

    /** HTTPS that asks for a client certificate of the same authority. */
    public static FakeRegistry startMutualTls(TestCertificates certificates) {
        return new FakeRegistry(certificates.server(), true);
    }

    /** {@code 127.0.0.1:PORT}: how references call it. */
    public String host() {
        return "127.0.0.1:" + server.port();
    }

    public int port() {
        return server.port();
    }

    /** {@code http://127.0.0.1:PORT}. */
    public String url() {
        return scheme + "://" + host();
    }

    /** A reference to something in this registry: {@code shop/cart:1.4}. */
    public ImageReference reference(String path) {
        return ImageReference.parse(host() + "/" + path);
    }

    /** Puts an artifact and all it points to under {@code repository:tag}, or {@code repository} alone for by-digest only. */
    public Digest push(String name, TestArtifact artifact) {
        store.push(name, artifact);
        return artifact.digest();
    }

    /** Takes a tag, or a manifest, away. */
    public void delete(String repository, String tagOrDigest) {
        store.delete(repository, tagOrDigest);
    }

    /** Answers this path outside the registry protocol: a content delivery network, a web site. */
    public void file(String path, Answer answer) {
        files.put(path, answer);
    }

    public Accounts accounts() {
        return accounts;
    }

    /** Every answer takes so long. */
    public void latency(Duration time) {
        latency = time;
    }

    /** Whether the referrers API exists. */
    public void referrersApi(boolean exists) {
        store.referrersApi = exists;
    }

    /** A fault for every request whose path contains this. The first that matches counts. */
    public void fault(String pathPart, Fault fault) {
        fault(request -> request.path().contains(pathPart), Integer.MAX_VALUE, fault);
    }

    /** A fault for so many requests that match. */
    public void fault(Predicate<Received> matches, int times, Fault fault) {
        rules.add(new Rule(matches, new AtomicInteger(times), fault));
    }

    /** No more faults. */
    public void heal() {
        rules.clear();
        latency = Duration.ZERO;
    }

    /** All requests so far, token requests among them. */
    public List<Received> log() {
        return List.copyOf(log);
    }

    /** Requests so far whose path contains this. */
    public long count(String pathPart) {
        return log.stream().filter(request -> request.path().contains(pathPart)).count();
    }

    /** Requests so far but for tokens. */
    public long count() {
        return log.stream().filter(request -> request.path().startsWith("/v2/")).count();
    }

    public void clearLog() {
        log.clear();
        most.set(inFlight.get());
    }

    /** All {@code Authorization} headers that it was ever sent. */
    public List<String> authorizations() {
        return log.stream().flatMap(request -> request.authorization().stream()).toList();
    }

    /** The most requests at one time. */
    public int mostInFlight() {
        return most.get();
    }

    public int connections() {
        return server.connections();
    }

    public int openConnections() {
        return server.openConnections();
    }

    private void handle(Received request, Wire wire) throws IOException, InterruptedException {
        log.add(request);
        int now = inFlight.incrementAndGet();
        most.accumulateAndGet(now, Math::max);
        boolean counted = true;
        try {
            if (latency.isPositive()) {
                Thread.sleep(latency);
            }
            Answer usual = usual(request);
            for (Rule rule : rules) {
                if (rule.matches().test(request) && rule.left().getAndDecrement() > 0) {
                    rule.fault().answer(request, usual, wire);
                    return;
                }
            }
            // Whoever has read the answer may ask again before this thread goes on.
            inFlight.decrementAndGet();
            counted = false;
            wire.send(usual);
        } finally {
            if (counted) {
                inFlight.decrementAndGet();
            }
        }
    }

    private Answer usual(Received request) {
        Answer file = files.get(request.plainPath());
        if (file != null) {
            return file;
        }
        if (request.plainPath().equals("/token")) {
            return accounts.token(request);
        }
        String repository = Store.repositoryOf(request.plainPath());
        return accounts.refusal(request, url(), repository).orElseGet(() -> store.answer(request));
    }

    /** What was pushed to it, by digest, for tests of pushing. */
    public byte[] manifest(String repository, String tagOrDigest) {
        return store.manifest(repository, tagOrDigest);
    }

    /** The media type under which a manifest lies here. */
    public MediaType manifestType(String repository, String tagOrDigest) {
        return store.manifestType(repository, tagOrDigest);
    }

    @Override
    public void close() {
        server.close();
    }
}
