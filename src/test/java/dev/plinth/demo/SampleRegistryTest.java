package dev.plinth.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.codec.Json;
import dev.plinth.image.HistoryEntry;
import dev.plinth.image.Image;
import dev.plinth.image.ImageConfig;
import dev.plinth.image.Index;
import dev.plinth.image.Manifest;
import dev.plinth.image.MediaType;
import dev.plinth.image.Platform;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The samples as a client meets them: over HTTP, by tag, then by digest. */
class SampleRegistryTest {

    private static SampleRegistry registry;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        registry = SampleRegistry.start();
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    static Iterable<Samples.Entry> samples() {
        return Samples.make().all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everySampleIsConsistentFromTagToConfiguration(Samples.Entry entry) throws Exception {
        ImageReference name = entry.reference();
        HttpResponse<byte[]> answer = get("GET", name, "manifests/" + name.lookup());
        Digest root = digest(answer);
        Index index = Index.read(new Json().json(answer.body()), MediaType.OCI_INDEX);
        Digest platform = index.manifests().getFirst().digest();
        HttpResponse<byte[]> inner = get("GET", name, "manifests/" + platform);
        Manifest manifest = Manifest.read(new Json().json(inner.body()), MediaType.OCI_MANIFEST);
        HttpResponse<byte[]> blob =
                get("GET", name, "blobs/" + manifest.config().digest());
        ImageConfig config = ImageConfig.read(new Json().json(blob.body()));
        Image image = Image.of(name, root, platform, index, manifest, config);

        assertThat(digest(inner)).isEqualTo(platform);
        assertThat(digest(blob)).isEqualTo(manifest.config().digest());
        assertThat(blob.body()).hasSize((int) manifest.config().size());
        assertThat(image.platform()).isEqualTo(Platform.LINUX_AMD64);
        assertThat(config.history().stream().filter(step -> !step.emptyLayer()))
                .as("a step of the history for each layer")
                .extracting(HistoryEntry::createdBy)
                .hasSameSizeAs(image.layers());
        assertThat(manifest.annotations()).containsKey(SampleImage.MARK);
    }

    @Test
    void aHeadAnswersWithTheDigestAlone() throws Exception {
        HttpResponse<byte[]> head = get("HEAD", ImageReference.parse("python:3.12"), "manifests/3.12");

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("Docker-Content-Digest")).isPresent();
    }

    @Test
    void whatIsNoSampleIsNotFound() throws Exception {
        assertThat(get("GET", ImageReference.parse("python:9"), "manifests/9").statusCode())
                .isEqualTo(404);
    }

    @Test
    void nothingElseMayBeAskedByItsRegistryDocument() {
        assertThat(registry.registriesDocument())
                .contains("only: true", "- \"docker.io/**\"", registry.location() + "/gcr.io")
                .doesNotContain("quay.io");
    }

    private static HttpResponse<byte[]> get(String method, ImageReference name, String rest)
            throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://" + registry.location() + "/v2/" + name.path() + "/" + rest))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private static Digest digest(HttpResponse<byte[]> response) {
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Docker-Content-Digest"))
                .contains(Content.digest(response.body()).toString());
        return Content.digest(response.body());
    }
}
