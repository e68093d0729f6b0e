package dev.plinth.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.base.Unavailable.Reason;
import dev.plinth.image.Digest;
import dev.plinth.image.ImageReference;
import dev.plinth.review.credentials.Credential;
import dev.plinth.review.credentials.Keychain;
import dev.plinth.review.credentials.PullCredentials;
import dev.plinth.review.source.UnavailableException;
import dev.plinth.testing.images.ImageBuilder;
import dev.plinth.testing.images.IndexBuilder;
import dev.plinth.testing.images.RawArtifact;
import dev.plinth.testing.images.TestImage;
import dev.plinth.testing.registry.Accounts;
import dev.plinth.testing.registry.Answer;
import dev.plinth.testing.registry.FakeRegistry;
import dev.plinth.testing.registry.Fault;
import dev.plinth.testing.registry.Received;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every way in which a registry misbehaves, met cold (nothing read yet), half-way (the index read, then it begins) and warm
 * (everything read): the answer is the contract's, in time, of the right bytes, and no credential went astray. Prints its table.
 */
class FaultMatrixTest {

    private static final Duration DEADLINE = Duration.ofMillis(1_500);
    /** For a machine that does other things as well. */
    private static final Duration GRACE = Duration.ofMillis(1_500);

    private static final String READ = "read";
    private static final String SECRET = "s3cret-of-ann";

    private static final TestImage IMAGE =
            ImageBuilder.scratch().layer(Map.of("etc/os-release", "ID=alpine")).build();
    private static final RawArtifact INDEX = IndexBuilder.of(IMAGE).build();

    /** A fault, and what may come of it. */
    private record Row(String name, Consumer<FakeRegistry> arm, Set<String> cold, Set<String> half) {}

    /** What came of it. */
    private record Cell(String outcome, Duration took, boolean right, boolean leaked, boolean othersServed) {}

    private static Row manifests(String name, Fault fault, String expected) {
        return manifests(name, fault, expected, expected);
    }

    private static Row manifests(String name, Fault fault, String cold, String half) {
        return new Row(name, registry -> registry.fault("/manifests/", fault), set(cold), set(half));
    }

    private static Row configs(String name, Fault fault, String expected) {
        return new Row("config: " + name, registry -> registry.fault("/blobs/", fault), set(expected), set(expected));
    }

    private static Row tokens(String name, Fault fault, String expected) {
        return new Row(
                "token: " + name,
                registry -> {
                    registry.accounts().revoke().lifetime(Duration.ofSeconds(1));
                    registry.fault("/token", fault);
                },
                set(expected),
                // The token of the first half still holds, or the same failure is met.
                set(expected + "|" + READ));
    }

    private static Set<String> set(String alternatives) {
        return new TreeSet<>(Arrays.asList(alternatives.split("[|]")));
    }

    private static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        rows.add(manifests("401 without a challenge", Fault.status(401), "unauthorized"));
        rows.add(manifests(
                "401 with a challenge of nonsense",
                Fault.status(401, "WWW-Authenticate", "Bearer =,\",, Basic==\" x"),
                "unauthorized"));
        rows.add(manifests("403", Fault.status(403), "unauthorized"));
        rows.add(manifests("404", Fault.status(404), "not-found"));
        rows.add(manifests("410", Fault.status(410), "not-found"));
        rows.add(manifests("418", Fault.status(418), "malformed"));
        rows.add(manifests("204", Fault.status(204), "malformed"));
        rows.add(manifests("429 with Retry-After", Fault.status(429, "Retry-After", "42"), "rate-limited"));
        rows.add(manifests("429 without", Fault.status(429), "rate-limited"));
        rows.add(manifests("429 with nonsense", Fault.status(429, "Retry-After", "soon\u00ff"), "rate-limited"));
        rows.add(manifests("500", Fault.status(500), "unreachable"));
        rows.add(manifests("502", Fault.status(502), "unreachable"));
        rows.add(manifests("503 with Retry-After", Fault.status(503, "Retry-After", "30"), "unreachable"));
        rows.add(manifests("504", Fault.status(504), "unreachable"));
        rows.add(manifests("closed without an answer", Fault.closed(), "unreachable"));
        rows.add(manifests("cut off in the body", Fault.truncated(20), "unreachable"));
        rows.add(manifests("a shorter body", Fault.cutShort(20), "malformed"));
        rows.add(manifests("other bytes", Fault.wrongBytes(), "malformed"));
        rows.add(manifests("no answer", Fault.hang(), "timed-out"));
        rows.add(manifests("a byte at a time", Fault.slowDrip(Duration.ofMillis(50)), "timed-out"));
        rows.add(manifests("a header at a time", Fault.slowHeaders(Duration.ofMillis(50)), "timed-out"));
        rows.add(manifests("slower than the deadline", Fault.delay(Duration.ofSeconds(4)), "timed-out"));
        rows.add(manifests("slow", Fault.delay(Duration.ofMillis(100)), READ));
        rows.add(manifests("five megabytes", Fault.oversized(5L << 20), "too-large"));
        rows.add(manifests("endless chunks", Fault.chunkedFlood(), "too-large|timed-out"));
        rows.add(manifests("endless headers", Fault.headerFlood(), "too-large"));
        rows.add(manifests("no HTTP", Fault.garbage(), "malformed|unreachable"));
        rows.add(manifests("a web page", Fault.body("text/html; charset=utf-8", "<html>login</html>"), "malformed"));
        rows.add(manifests("nothing", Fault.body("application/vnd.oci.image.index.v1+json", ""), "malformed"));
        rows.add(manifests("deep", Fault.body("application/json", "[".repeat(9_000)), "malformed"));
        rows.add(manifests("a list", Fault.body("application/json", "[1]"), "malformed"));
        rows.add(manifests(
                "a key twice", Fault.body("application/json", "{\"manifests\":[],\"manifests\":[]}"), "malformed"));
        rows.add(manifests(
                "index and manifest at once",
                Fault.body("application/json", "{\"manifests\":[],\"layers\":[],\"config\":{}}"),
                "malformed"));
        rows.add(manifests(
                "another media type than it says",
                Fault.changed(usual -> usual.with("Content-Type", "application/vnd.oci.image.manifest.v1+json")
                        .withBody(usual.body().clone())),
                "malformed",
                READ));
        rows.add(manifests(
                "schema 1",
                Fault.body("application/vnd.docker.distribution.manifest.v1+prettyjws", "{\"schemaVersion\":1}"),
                "unsupported",
                "malformed"));
        rows.add(manifests("gzip that nobody asked for", Fault.changed(FaultMatrixTest::zipped), "malformed"));
        rows.add(manifests("a redirect to itself", Fault.redirect(307, ""), "forbidden-registry"));
        rows.add(new Row(
                "endless redirects",
                registry -> registry.fault(
                        "/manifests/",
                        (request, usual, wire) -> wire.send(Answer.of(307).with("Location", request.path() + "x"))),
                set("forbidden-registry"),
                set("forbidden-registry")));
        rows.add(manifests(
                "a redirect to cloud metadata",
                Fault.redirect(302, "http://169.254.169.254/latest/meta-data/iam"),
                "forbidden-registry"));
        rows.add(manifests(
                "a redirect to loopback", Fault.redirect(302, "https://127.0.0.1:1/x"), "forbidden-registry"));
        rows.add(manifests("a redirect to a file", Fault.redirect(302, "file:///etc/passwd"), "forbidden-registry"));
        rows.add(manifests(
                "a redirect with a password",
                Fault.redirect(302, "https://ann:pw@example.com/"),
                "forbidden-registry"));
        rows.add(new Row(
                "one 503", registry -> registry.fault(isManifest(), 1, Fault.status(503)), set(READ), set(READ)));
        rows.add(new Row(
                "one closed connection",
                registry -> registry.fault(isManifest(), 1, Fault.closed()),
                set(READ),
                set(READ)));
        rows.add(configs("404", Fault.status(404), "not-found"));
        rows.add(configs("other bytes", Fault.wrongBytes(), "malformed"));
        rows.add(configs("longer than it says", Fault.oversized(9L << 20), "too-large"));
        rows.add(configs("shorter than it says", Fault.cutShort(5), "malformed"));
        rows.add(configs("cut off", Fault.truncated(5), "unreachable"));
        rows.add(configs("no answer", Fault.hang(), "timed-out"));
        rows.add(configs("500", Fault.status(500), "unreachable"));
        rows.add(configs("a web page", Fault.body("text/html", "<html>"), "malformed"));
        rows.add(configs("a redirect inside", Fault.redirect(307, "http://10.0.0.1/blob"), "forbidden-registry"));
        rows.add(tokens("401", Fault.status(401), "unauthorized"));
        rows.add(tokens("500", Fault.status(500), "unreachable"));
        rows.add(tokens("429", Fault.status(429, "Retry-After", "30"), "rate-limited"));
        rows.add(tokens("no answer", Fault.hang(), "timed-out"));
        rows.add(tokens("a web page", Fault.body("text/html", "<html>"), "malformed"));
        rows.add(tokens("too long", Fault.oversized(2L << 20), "too-large"));
        rows.add(tokens("a header in it", Fault.body("application/json", "{\"token\":\"a\\r\\nX: y\"}"), "malformed"));
        rows.add(tokens("none", Fault.body("application/json", "{}"), "malformed"));
        return rows;
    }

    private static java.util.function.Predicate<Received> isManifest() {
        return request -> request.path().contains("/manifests/");
    }

    private static Answer zipped(Answer usual) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(usual.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return usual.withBody(bytes.toByteArray()).with("Content-Encoding", "gzip");
    }

    @TestFactory
    Stream<DynamicTest> everyFaultGivesTheAnswerOfTheContract() throws Exception {
        List<Row> rows = rows();
        warmUp();
        List<Future<List<Cell>>> running = new ArrayList<>();
        List<DynamicTest> tests = new ArrayList<>();
        try (ExecutorService some = Executors.newFixedThreadPool(6)) {
            for (Row row : rows) {
                running.add(some.submit((Callable<List<Cell>>) () -> cells(row)));
            }
        }
        StringBuilder table = new StringBuilder(
                "\n%-36s %-20s %-20s %-8s %s\n".formatted("fault", "cold", "half-way", "warm", "longest"));
        int wrong = 0;
        int late = 0;
        int leaks = 0;
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            List<Cell> cells = running.get(i).get();
            Duration longest =
                    cells.stream().map(Cell::took).max(Duration::compareTo).orElseThrow();
            table.append("%-36s %-20s %-20s %-8s %d ms\n"
                    .formatted(
                            row.name(),
                            cells.get(0).outcome(),
                            cells.get(1).outcome(),
                            cells.get(2).outcome(),
                            longest.toMillis()));
            wrong += (int) cells.stream().filter(cell -> !cell.right()).count();
            late += longest.compareTo(DEADLINE.plus(GRACE)) > 0 ? 1 : 0;
            leaks += (int) cells.stream().filter(Cell::leaked).count();
            tests.add(DynamicTest.dynamicTest(row.name(), () -> {
                assertThat(row.cold()).contains(cells.get(0).outcome());
                assertThat(row.half()).contains(cells.get(1).outcome());
                assertThat(cells.get(2).outcome()).isEqualTo(READ);
                assertThat(cells).allSatisfy(cell -> {
                    assertThat(cell.took()).isLessThan(DEADLINE.plus(GRACE));
                    assertThat(cell.right()).isTrue();
                    assertThat(cell.leaked()).isFalse();
                    assertThat(cell.othersServed()).isTrue();
                });
            }));
        }
        table.append("%d faults x 3: %d wrong, %d late, %d leaks\n".formatted(rows.size(), wrong, late, leaks));
        System.out.println(table);
        return tests.stream();
    }

    /** Loading classes is not what is timed here. */
    private static void warmUp() throws Exception {
        try (FakeRegistry registry = FakeRegistry.start();
                Reading reading = Reading.plainly(Keychain.ANONYMOUS, registry.host())) {
            registry.accounts().scheme(Accounts.Scheme.BEARER).everybody("shop");
            registry.push("shop/cart:1", INDEX);
            assertThat(ImageRead.read(reading.images(), registry.reference("shop/cart:1"), Reading.soon()))
                    .isEqualTo(IMAGE.configDigest());
            assertThat(Reading.failure(() -> reading.manifest(registry.reference("shop/gone:1")))
                            .reason())
                    .isEqualTo(Reason.NOT_FOUND);
        }
    }

    private static List<Cell> cells(Row row) throws Exception {
        List<Cell> cells = new ArrayList<>();
        for (String state : List.of("cold", "half-way", "warm")) {
            cells.add(cell(row, state));
        }
        return cells;
    }

    private static Cell cell(Row row, String state) throws Exception {
        try (FakeRegistry registry = FakeRegistry.start();
                FakeRegistry other = FakeRegistry.start();
                Reading reading = Reading.of(
                        Reading.plain(registry.host(), other.host()) + "cache: {failures: 0s}\n",
                        onlyFor(other.host()))) {
            registry.push("shop/cart:1", INDEX);
            other.push("shop/cart:1", INDEX);
            other.accounts().scheme(Accounts.Scheme.BASIC).add("ann", SECRET);
            if (row.name().startsWith("token")) {
                registry.accounts().scheme(Accounts.Scheme.BEARER).everybody("shop");
            }
            ImageReference reference = registry.reference("shop/cart:1");
            if (state.equals("half-way")) {
                reading.manifest(reference);
            } else if (state.equals("warm")) {
                ImageRead.read(reading.images(), reference, Reading.soon());
            }
            row.arm().accept(registry);
            long start = System.nanoTime();
            String outcome;
            boolean right = true;
            try {
                Digest read = ImageRead.read(reading.images(), reference, Reading.within(DEADLINE));
                right = read.equals(IMAGE.configDigest());
                outcome = READ;
            } catch (UnavailableException e) {
                outcome = e.unavailable().reason().label();
                right = !e.unavailable().toString().contains("Exception")
                        && !e.unavailable().toString().contains(SECRET);
            }
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            boolean served = ImageRead.read(reading.images(), other.reference("shop/cart:1"), Reading.soon())
                    .equals(IMAGE.configDigest());
            return new Cell(outcome, took, right, leaked(registry), served);
        }
    }

    private static Keychain onlyFor(String host) {
        Credential ann = Credential.basic("ann", SECRET, "test");
        return (requester, repository) -> repository.registry().equals(host)
                ? new PullCredentials(List.of(ann), List.of())
                : PullCredentials.NONE;
    }

    /** The registry under test was never meant to see a credential. */
    private static boolean leaked(FakeRegistry registry) {
        return registry.authorizations().stream().anyMatch(header -> header.startsWith("Basic "));
    }
}
