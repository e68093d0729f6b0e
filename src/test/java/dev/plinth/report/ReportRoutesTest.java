package dev.plinth.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.base.Base;
import dev.plinth.base.Classification;
import dev.plinth.base.Confidence;
import dev.plinth.base.Facts;
import dev.plinth.base.Resolution;
import dev.plinth.base.Tier;
import dev.plinth.base.inquiry.Catalogue;
import dev.plinth.base.inquiry.KnownBase;
import dev.plinth.codec.Json;
import dev.plinth.data.Node;
import dev.plinth.image.Platform;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.policy.Advice;
import dev.plinth.policy.ContainerKind;
import dev.plinth.policy.Exemption;
import dev.plinth.policy.Finding;
import dev.plinth.policy.Judge;
import dev.plinth.policy.Mode;
import dev.plinth.policy.Outcome;
import dev.plinth.policy.Policy;
import dev.plinth.policy.Verdict;
import dev.plinth.policy.match.NamePattern;
import dev.plinth.review.Review;
import dev.plinth.review.ReviewRequest;
import dev.plinth.review.audit.AuditReport;
import dev.plinth.review.audit.AuditedImage;
import dev.plinth.review.source.Requester;
import dev.plinth.review.workload.ContainerImage;
import dev.plinth.review.workload.JudgedImage;
import dev.plinth.review.workload.Owner;
import dev.plinth.review.workload.PolicyInForce;
import dev.plinth.review.workload.Workload;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportRoutesTest {

    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final Digest RUNNING = Digest.sha256("fedcba9876543210".repeat(4));
    private static final Digest FIX = Digest.sha256("0123456789abcdef".repeat(4));

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<AuditedImage> images = new ArrayList<>();
    private final RecentRefusals refusals = new RecentRefusals(InstantSource.fixed(NOW));
    private final RegistryHealth health = new RegistryHealth();
    private Policy policy = Policy.EMPTY;
    private Replica replica = new Replica("plinth-a", "plinth-system", 9000, true, "plinth-a");
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        images.add(audited("shop", "cart", Tier.FULL, "python:3.12", Outcome.VIOLATING));
        images.add(audited(
                "shop", "=cmd|'<script>alert(1)</script>'", Tier.SLIM, "debian:trixie-slim", Outcome.COMPLIANT));
        images.add(audited("bank", "ledger", null, null, Outcome.UNKNOWN));
        health.exchanged("registry.corp", "manifest", "429", Duration.ofMillis(3));
        ReportSources sources = new ReportSources(
                () -> new AuditReport(NOW, NOW, images.size(), images.size(), "abc", images, List.of()),
                () -> Optional.of(PolicyInForce.of(policy, Judge.of(policy), "ConfigMap plinth/policy", "abc")),
                () -> EMPTY,
                refusals,
                health,
                () -> replica,
                InstantSource.fixed(NOW));
        Router router = Router.router(vertx);
        new ReportRoutes(new ReportPage(sources), true).addTo(router);
        server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get();
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    @Test
    void showsWhetherTheClusterIsReadyAndEscapesWhatComesFromOutside() throws Exception {
        HttpResponse<String> page = get("/report");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'");
        assertThat(page.body())
                .contains("<strong>1</strong> of 3 images would be refused")
                .contains("<title>Plinth: 1 of 3 would be refused</title>")
                .contains("FROM python:3.12-slim-trixie@" + FIX)
                .contains("?namespace=shop&amp;outcome=refused#workloads")
                .contains("&lt;script&gt;alert(1)")
                .doesNotContain("<script>alert");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:9000", "127.0.0.1:80", "127.9.9.9", "[::1]:9000"})
    void answersWhoAsksForThisMachine(String host) throws Exception {
        assertThat(statusFor("Host: " + host + "\r\n")).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "localhost.evil.example",
                "127.0.0.1.nip.io:9000",
                "10.0.0.7",
                "0",
                "[::2]",
                "a,b"
            })
    void tellsNothingToAPageWhoseNameWasMadeToLeadHere(String host) throws Exception {
        assertThat(statusFor("Host: " + host + "\r\n")).isIn(400, 421);
    }

    @Test
    void tellsNothingToWhoNamesNoHost() throws Exception {
        assertThat(statusFor("")).isIn(400, 421);
    }

    private int statusFor(String header) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.actualPort())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write(("GET /report HTTP/1.1\r\n" + header + "Connection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
        }
    }

    @Test
    void filtersStandInTheAddress() throws Exception {
        String body = get("/report?namespace=bank").body();

        assertThat(body)
                .contains("<strong>1</strong> found")
                .contains("Deployment/ledger")
                .doesNotContain("Deployment/cart");
        assertThat(get("/report?outcome=refused&tier=full").body())
                .contains("<strong>1</strong> found")
                .contains("href=\"report?tier=full#workloads\"");
        assertThat(get("/report?page=99999999&tier=" + "x".repeat(2_000)).statusCode())
                .isEqualTo(200);
    }

    @Test
    void everyTableIsCsvAndJsonToo() throws Exception {
        for (String table :
                List.of("namespaces", "rules", "bases", "workloads", "refusals", "exemptions", "registries")) {
            assertThat(get("/report/" + table + ".csv").statusCode()).isEqualTo(200);
            assertThat(new Json().json(get("/report/" + table + ".json").body().getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(Node.Sequence.class);
        }
        assertThat(get("/report/workloads.csv?namespace=shop").body().lines()).hasSize(3);
        assertThat(get("/report/registries.csv").body()).contains("registry.corp,failing,1,1,429");
    }

    @Test
    void aTagThatHasMovedOnIsAFindingOnThePageInCsvAndInJson() throws Exception {
        AuditedImage cart = images.getFirst();
        JudgedImage judged = cart.judged();
        ContainerImage running = new ContainerImage(ContainerKind.CONTAINER, "app", "registry.corp/app:1", RUNNING);
        images.set(
                0,
                new AuditedImage(
                        cart.namespace(),
                        cart.owner(),
                        cart.ownerUid(),
                        cart.pods(),
                        new JudgedImage(
                                running, judged.subject(), judged.resolution(), judged.verdict(), judged.advice()),
                        FIX));

        String body = get("/report?outcome=drifted").body();

        assertThat(body)
                .contains("<strong>1</strong> drifted")
                .contains("<strong>1</strong> found")
                .contains("drift: the tag has moved on, to sha256:0123456789ab; sha256:fedcba987654 runs");
        assertThat(get("/report/workloads.csv?outcome=drifted").body()).contains(RUNNING + "," + FIX);
        Node report = new Json().json(get("/report.json").body().getBytes(StandardCharsets.UTF_8));
        assertThat(report.items("images").getFirst().text("tagNow")).contains(FIX.toString());
        assertThat(report.items("images").getFirst().flag("drifted")).contains(true);
        assertThat(report.items("images").getLast().flag("drifted")).contains(false);
    }

    @Test
    void anExemptionSaysWhatRunsUnderItAndWhetherNothingDoes() throws Exception {
        JudgedImage judged = images.getFirst().judged();
        images.set(
                0,
                new AuditedImage(
                        "shop",
                        images.getFirst().owner(),
                        "",
                        1,
                        new JudgedImage(
                                judged.image(),
                                judged.subject(),
                                judged.resolution(),
                                new Verdict(Outcome.EXEMPT, List.of(), List.of("exemptions[0]")),
                                List.of()),
                        null));
        policy = new Policy(
                Policy.EMPTY.mode(),
                Policy.EMPTY.onUnknown(),
                Policy.EMPTY.onUnavailable(),
                Policy.EMPTY.existing(),
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(
                        exemption("exemptions[0]", LocalDate.parse("2027-06-30")),
                        exemption("exemptions[1]", LocalDate.parse("2027-06-30")),
                        exemption("exemptions[2]", LocalDate.parse("2026-12-01")),
                        exemption("exemptions[3]", LocalDate.parse("2026-11-25"))),
                Policy.EMPTY.advice());

        assertThat(get("/report/exemptions.csv").body())
                .contains("exemptions[0],in use,1,217,2027-06-30,namespaces shop-*,why,who")
                .contains("exemptions[1],unused,0,217,")
                .contains("exemptions[2],ends soon,0,6,")
                .contains("exemptions[3],ended,0,0,");
        assertThat(get("/report?exemption=exemptions%5B0%5D").body()).contains("<strong>1</strong> found");
    }

    private static Exemption exemption(String id, LocalDate expires) {
        return new Exemption(
                id, List.of(), List.of(NamePattern.parse("shop-*")), List.of(), List.of(), "why", "who", expires);
    }

    @Test
    void aReplicaThatDoesNotAuditNamesTheOneThatDoesAndTheCommandThatLeadsThere() throws Exception {
        replica = new Replica("plinth-b", "plinth-system", 9000, true, "plinth-a");

        assertThat(get("/report").body())
                .contains("Another replica looks at what runs")
                .contains("kubectl -n plinth-system port-forward pod/plinth-a 9000:9000");
        Node report = new Json().json(get("/report.json").body().getBytes(StandardCharsets.UTF_8));
        assertThat(report.text("replica")).contains("plinth-b");
        assertThat(report.text("auditedBy")).contains("plinth-a");

        replica = new Replica("plinth-a", "plinth-system", 9000, true, "plinth-a");
        assertThat(get("/report").body()).doesNotContain("Another replica");
    }

    @Test
    void aSpreadsheetTakesNoTextForAFormula() throws Exception {
        images.set(0, audited("=1+1", "cart", Tier.FULL, "python:3.12", Outcome.VIOLATING));

        assertThat(get("/report/namespaces.csv").body()).contains("\r\n'=1+1,");
    }

    @Test
    void theWholeReportIsOneDocumentWithTheCommandLinesResults() throws Exception {
        Node report = new Json().json(get("/report.json").body().getBytes(StandardCharsets.UTF_8));

        assertThat(report.items("images")).hasSize(3);
        assertThat(report.items("images").getFirst().text("result", "tier")).isPresent();
        assertThat(report.items("workloads")).singleElement().satisfies(workload -> {
            assertThat(workload.text("name")).contains("cart");
            assertThat(workload.text("uid")).contains("uid-cart");
            assertThat(workload.texts("warnings").getFirst()).contains("no-full-bases: tier full is above slim");
        });
    }

    @Test
    void recentRefusalsStandInFullAndDryRunsLeaveNoTrace() throws Exception {
        Workload workload = new Workload(
                "Pod", "shop", "cart", null, List.of(), List.of(), new Requester("shop", List.of(), "default"));
        Review review = new Review(workload, List.of(), false, "plinth denied <b>", List.of(), "abc");

        refusals.reviewed(new ReviewRequest(workload, null, "CREATE", null, false, true), review, Duration.ZERO);
        assertThat(get("/report").body()).doesNotContain("plinth denied");
        refusals.reviewed(new ReviewRequest(workload, null, "CREATE", null, false, false), review, Duration.ZERO);
        assertThat(get("/report").body()).contains("<pre tabindex=\"0\">plinth denied &lt;b&gt;</pre>");
    }

    @Test
    void answersNothingButReading() throws Exception {
        HttpRequest post = HttpRequest.newBuilder(uri("/report"))
                .POST(HttpRequest.BodyPublishers.ofString("x"))
                .build();

        assertThat(client.send(post, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(405);
        assertThat(get("/report/nothing.csv").statusCode()).isEqualTo(404);
        assertThat(get("/report/..%2f..%2fsecret.csv").statusCode()).isEqualTo(404);
    }

    @Test
    void aPageOfFiveThousandWorkloadsStaysSmall() throws Exception {
        for (int i = 0; i < 5_000; i++) {
            images.add(audited("team-" + i % 100, "app-" + i, Tier.FULL, "python:3." + i % 30, Outcome.VIOLATING));
        }

        String body = get("/report").body();

        assertThat(body).contains("page 1 of 51");
        assertThat(body.length()).isLessThan(300_000);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.actualPort() + path);
    }

    private static AuditedImage audited(String namespace, String owner, Tier tier, String base, Outcome outcome) {
        Base known = base == null
                ? null
                : new Base(
                        ImageReference.parse(base),
                        false,
                        null,
                        null,
                        Confidence.VERIFIED,
                        1,
                        1L,
                        null,
                        null,
                        List.of());
        Classification classification =
                new Classification(tier, List.of(), null, known, List.of(), Facts.UNKNOWN, List.of(), List.of(), 1);
        List<Finding> findings = outcome == Outcome.VIOLATING
                ? List.of(new Finding(
                        "no-full-bases", Finding.Kind.VIOLATION, Mode.WARN, "tier full is above slim", null, null, 0))
                : List.of();
        List<Advice> advice = findings.isEmpty()
                ? List.of()
                : List.of(new Advice(ImageReference.parse("python:3.12-slim-trixie"), FIX, 1L, Tier.SLIM, ""));
        JudgedImage judged = new JudgedImage(
                new ContainerImage(ContainerKind.CONTAINER, "app", "registry.corp/app:1"),
                null,
                new Resolution.Classified(FIX, Platform.LINUX_AMD64, classification, 0),
                new Verdict(outcome, findings, List.of()),
                advice);
        return new AuditedImage(namespace, new Owner("apps/v1", "Deployment", owner), "uid-" + owner, 3, judged, null);
    }

    private static final Catalogue EMPTY = new Catalogue() {
        @Override
        public List<Match> prefixes(List<Digest> layers, List<Digest> diffIds) {
            return List.of();
        }

        @Override
        public Optional<KnownBase> newest(ImageReference reference, Platform platform) {
            return Optional.empty();
        }

        @Override
        public boolean knows(ImageReference repository) {
            return false;
        }

        @Override
        public Instant built() {
            return NOW;
        }

        @Override
        public Stream<KnownBase> builds() {
            return Stream.empty();
        }

        @Override
        public int chains() {
            return 0;
        }
    };
}
