package dev.plinth.testing.registry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.zip.GZIPOutputStream;

/**
 * A way in which a registry misbehaves, and what may come of it by the contract: the reason's token, or {@link #READ}.
 *
 * @param name of the fault; those of the token endpoint begin with {@code token}, and want a registry with tokens for everybody
 * @param arm makes a registry misbehave
 * @param cold where nothing was read before
 * @param half where the index was read before
 */
public record Misbehaviour(String name, Consumer<FakeRegistry> arm, Set<String> cold, Set<String> half) {

    public static final String READ = "read";

    private static Misbehaviour manifests(String name, Fault fault, String expected) {
        return manifests(name, fault, expected, expected);
    }

    private static Misbehaviour manifests(String name, Fault fault, String cold, String half) {
        return new Misbehaviour(name, registry -> registry.fault("/manifests/", fault), set(cold), set(half));
    }

    private static Misbehaviour configs(String name, Fault fault, String expected) {
        return new Misbehaviour(
                "config: " + name, registry -> registry.fault("/blobs/", fault), set(expected), set(expected));
    }

    private static Misbehaviour tokens(String name, Fault fault, String expected) {
        return new Misbehaviour(
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

    /** All of them, each a row of a table. */
    public static List<Misbehaviour> all() {
        List<Misbehaviour> rows = new ArrayList<>();
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
        rows.add(manifests("gzip that nobody asked for", Fault.changed(Misbehaviour::zipped), "malformed"));
        rows.add(manifests("a redirect to itself", Fault.redirect(307, ""), "forbidden-registry"));
        rows.add(new Misbehaviour(
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
        rows.add(new Misbehaviour(
                "one 503", registry -> registry.fault(isManifest(), 1, Fault.status(503)), set(READ), set(READ)));
        rows.add(new Misbehaviour(
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

    private static Predicate<Received> isManifest() {
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
}
