package dev.plinth.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.plinth.admission.wire.NoReviewException;
import dev.plinth.admission.wire.ReviewCodec;
import dev.plinth.base.Claim;
import dev.plinth.base.provenance.ProvenanceClaims;
import dev.plinth.codec.Json;
import dev.plinth.codec.PolicyDocument;
import dev.plinth.codec.Yaml;
import dev.plinth.data.Node;
import dev.plinth.data.Parsed;
import dev.plinth.image.Image;
import dev.plinth.image.ImageConfig;
import dev.plinth.image.Index;
import dev.plinth.image.MalformedException;
import dev.plinth.image.Manifest;
import dev.plinth.image.MediaType;
import dev.plinth.image.Platform;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.image.reference.ReferencePattern;
import dev.plinth.registry.settings.RegistrySettings;
import dev.plinth.review.credentials.DockerConfig;
import dev.plinth.testing.images.Sketch;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Every parser of bytes from outside, on mutations of documents that real tools wrote. */
class OutsideBytesTest {

    /** Inputs for each parser; a nightly run sets a million for all of them together. */
    private static final int INPUTS = Math.max(400, Integer.getInteger("plinth.fuzz.inputs", 0) / 10);

    /** Of this thread's own time, which other work on the machine does not lengthen. */
    private static final long MOST_NANOS = 2_000_000_000L;

    private static final long MOST_BYTES = 96L * 1024 * 1024;
    private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final Json JSON = new Json();
    private static final List<Node> DOCUMENTS = documents();
    private static final Image IMAGE = Sketch.named("registry.corp/fuzz:1")
            .layer("root", 29_780_765, "# debian.sh --arch 'amd64' out/ 'trixie' '@1785715200'")
            .image();

    /** Reads bytes; true if they were accepted, false if they were refused as is proper. */
    private interface Parser {
        boolean accepts(byte[] bytes) throws IOException;
    }

    private static List<Node> documents() {
        List<Node> documents = new ArrayList<>();
        try (InputStream stream = OutsideBytesTest.class.getResourceAsStream("/accuracy/real-builds.jsonl.gz");
                BufferedReader reader = new BufferedReader(
                        new InputStreamReader(new GZIPInputStream(stream), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                documents.add(JSON.json(line.getBytes(StandardCharsets.UTF_8)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MalformedException e) {
            throw new IllegalStateException(e);
        }
        return documents;
    }

    private static List<byte[]> real(Predicate<String> type) {
        return DOCUMENTS.stream()
                .filter(document -> type.test(document.text("mediaType").orElse("")))
                .map(document -> document.text("text").orElseThrow().getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private static List<byte[]> texts(String... texts) {
        return Stream.of(texts)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private static void survives(long seed, List<byte[]> seeds, Parser parser) throws IOException {
        assertThat(seeds).isNotEmpty();
        Mutations mutations = new Mutations(seed);
        int accepted = 0;
        for (byte[] good : seeds) {
            assertThat(parser.accepts(good)).isTrue();
        }
        long thread = Thread.currentThread().threadId();
        for (int i = 0; i < INPUTS; i++) {
            byte[] bytes = mutations.of(seeds);
            long time = THREAD.getCurrentThreadCpuTime();
            long memory = THREAD.getThreadAllocatedBytes(thread);
            try {
                accepted += parser.accepts(bytes) ? 1 : 0;
            } catch (RuntimeException | Error e) {
                throw new AssertionError("input " + i + ": " + new String(bytes, StandardCharsets.UTF_8), e);
            }
            assertThat(THREAD.getCurrentThreadCpuTime() - time)
                    .as("time of input %d", i)
                    .isLessThan(MOST_NANOS);
            assertThat(THREAD.getThreadAllocatedBytes(thread) - memory)
                    .as("memory of input %d", i)
                    .isLessThan(MOST_BYTES);
        }
        // Neither a parser that takes everything nor one that takes nothing was tested.
        assertThat(accepted).isBetween(1, INPUTS);
    }

    private static boolean reads(byte[] bytes, Reader reader) {
        try {
            reader.read(JSON.json(bytes));
            return true;
        } catch (MalformedException e) {
            assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(1_000);
            return false;
        }
    }

    private interface Reader {
        void read(Node node) throws MalformedException;
    }

    @Test
    void indexes() throws IOException {
        survives(
                1,
                real(type -> new MediaType(type).isIndex()),
                bytes -> reads(
                        bytes, node -> Index.read(node, MediaType.OCI_INDEX).runnable()));
    }

    @Test
    void manifests() throws IOException {
        survives(
                2,
                real(type -> new MediaType(type).isManifest()),
                bytes -> reads(
                        bytes,
                        node -> Manifest.read(node, MediaType.OCI_MANIFEST).layerDigests()));
    }

    @Test
    void configurations() throws IOException {
        survives(
                3,
                real(type -> new MediaType(type).isImageConfig()),
                bytes -> reads(bytes, node -> ImageConfig.read(node).env("PATH")));
    }

    @Test
    void provenance() throws IOException {
        List<byte[]> statements = real(type -> type.equals("application/vnd.in-toto+json"));
        survives(
                4,
                statements,
                bytes -> reads(bytes, node -> {
                    // Told to be about this image: else the first thing that is looked at ends it.
                    String text = new String(bytes, StandardCharsets.UTF_8);
                    String about = text.replaceFirst(
                            "(\"subject\":.{0,200}?\"sha256\":\")[0-9a-f]{64}",
                            "$1" + IMAGE.digest().hex());
                    Optional<Node> statement = JSON.within(about);
                    List<Claim> claims = ProvenanceClaims.of(IMAGE, List.of(statement.orElse(node)));
                    assertThat(claims).hasSizeLessThan(200);
                }));
    }

    @Test
    void reviews() throws IOException {
        ReviewCodec codec = new ReviewCodec();
        List<byte[]> reviews = new ArrayList<>();
        try (Stream<Path> cases = Files.list(Path.of("src/test/resources/admission"))) {
            for (Path directory : cases.sorted().toList()) {
                reviews.add(Files.readAllBytes(directory.resolve("request.json")));
            }
        }
        survives(5, reviews, bytes -> {
            try {
                return !codec.read(new ByteArrayInputStream(bytes)).uid().isEmpty();
            } catch (NoReviewException e) {
                assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(1_000);
                return false;
            }
        });
    }

    @Test
    void policies() throws IOException {
        survives(
                6,
                texts(PolicyDocument.builtIn()),
                bytes -> valid(PolicyDocument.read(new String(bytes, StandardCharsets.UTF_8), "test")));
    }

    @Test
    void registryDocuments() throws IOException {
        String document = """
                apiVersion: plinth.dev/v1
                kind: RegistryConfig
                registries:
                  - prefix: docker.io
                    mirrors:
                      - { location: mirror.corp/hub, plainHttp: true, allowPrivateAddresses: true }
                    only: false
                  - prefix: registry.corp:5000
                    blobHosts:
                      - { host: "cdn.registry.corp:8080", plainHttp: true, allowPrivateAddresses: true }
                    maxInFlight: 16
                identities:
                  - { prefix: mirror.corp/hub, is: docker.io }
                allow: ["**"]
                deny: []
                bases: ["registry.corp/base/*:*"]
                cache: { tags: 5m, failures: 20s }
                proxy: { https: "http://proxy.corp:3128", none: [".corp"] }
                """;
        survives(7, texts(document), bytes -> switch (Yaml.read(new String(bytes, StandardCharsets.UTF_8))) {
            case Parsed.Valid<Node>(Node node) -> valid(RegistrySettings.read(node));
            case Parsed.Invalid<Node>(var problems) -> problems.isEmpty();
        });
    }

    private static boolean valid(Parsed<?> parsed) {
        return switch (parsed) {
            case Parsed.Valid<?> _ -> true;
            case Parsed.Invalid<?>(var problems) -> {
                assertThat(problems).isNotEmpty().hasSizeLessThan(20_000);
                yield false;
            }
        };
    }

    @Test
    void dockerConfigurationsAndPullSecrets() throws IOException {
        ImageReference repository = ImageReference.parse("registry.corp/shop/cart:1");
        List<byte[]> seeds = texts("""
                {"auths":{"registry.corp":{"auth":"dXNlcjpUcjB1YjRkb3I="},"https://index.docker.io/v1/":{"username":"u","password":"p"},
                 "*.corp/shop":{"identitytoken":"x"}},"credsStore":"desktop","credHelpers":{"gcr.io":"gcloud"}}
                """, """
                {"registry.corp":{"auth":"dXNlcjpUcjB1YjRkb3I=","email":"x@y"},"registry.corp:5000/a/b":{"auth":"dTo6cA=="}}
                """);
        survives(
                8,
                seeds,
                bytes -> reads(bytes, node -> {
                    DockerConfig config = DockerConfig.read(node, "secret shop/pull");
                    assertThat(config.matching(repository)).hasSizeLessThan(1_000);
                    assertThat(config.toString()).doesNotContain("Tr0ub4dor");
                }));
    }

    @Test
    void references() throws IOException {
        List<byte[]> seeds = texts(
                "python",
                "docker.io/library/python:3.12-slim-trixie",
                "registry.corp:5000/a/b/c:1.0_x-y@sha256:" + "0".repeat(64),
                "localhost/x",
                "[::1]:5000/x",
                "gcr.io/distroless/static-debian13:nonroot");
        survives(
                9,
                seeds,
                bytes -> parses(bytes, text -> {
                    ImageReference read = ImageReference.parse(text);
                    assertThat(ImageReference.parse(read.canonical())).isEqualTo(read);
                }));
    }

    @Test
    void patternsAndPlatforms() throws IOException {
        survives(
                10,
                texts("docker.io/library/python:*-slim-*", "gcr.io/distroless/**", "registry.corp/**", "python"),
                bytes -> parses(
                        bytes,
                        text -> ReferencePattern.parse(text)
                                .matches(ImageReference.parse("docker.io/library/python:3.12-slim-trixie"))));
        survives(11, texts("linux/amd64", "linux/arm64/v8", "windows/amd64"), bytes -> parses(bytes, Platform::parse));
    }

    private static boolean parses(byte[] bytes, java.util.function.Consumer<String> parser) {
        try {
            parser.accept(new String(bytes, StandardCharsets.UTF_8));
            return true;
        } catch (IllegalArgumentException e) {
            assertThat(String.valueOf(e.getMessage())).isNotBlank().hasSizeLessThan(1_500);
            return false;
        }
    }
}
