package dev.plinth.registry.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.base.Unavailable;
import dev.plinth.base.Unavailable.Reason;
import dev.plinth.codec.Json;
import dev.plinth.image.Descriptor;
import dev.plinth.image.Manifest;
import dev.plinth.image.MediaType;
import dev.plinth.review.source.Deadline;
import dev.plinth.review.source.Exchange;
import dev.plinth.review.source.ImageSource.Document;
import dev.plinth.review.source.Requester;
import dev.plinth.review.source.UnavailableException;
import dev.plinth.testing.images.ImageBuilder;
import dev.plinth.testing.images.IndexBuilder;
import dev.plinth.testing.images.LayoutWriter;
import dev.plinth.testing.images.RawArtifact;
import dev.plinth.testing.images.TestArtifact;
import dev.plinth.testing.images.TestImage;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OciLayoutTest {

    private static final TestImage IMAGE =
            ImageBuilder.scratch().layer(Map.of("etc/os-release", "ID=debian")).build();
    private static final RawArtifact INDEX = IndexBuilder.of(IMAGE).build();
    private static final Exchange EXCHANGE = Exchange.of(Requester.OPERATOR, Deadline.after(Duration.ofMinutes(1)));

    @TempDir
    private Path directory;

    private Path write(Map<String, ? extends TestArtifact> tagged) throws Exception {
        Path layout = directory.resolve("build");
        LayoutWriter.write(layout, tagged);
        return layout;
    }

    private static Unavailable failure(Callable<?> read) throws Exception {
        try {
            throw new AssertionError("was read: " + read.call());
        } catch (UnavailableException e) {
            return e.unavailable();
        }
    }

    private static Path blob(Path layout, TestArtifact artifact) {
        return layout.resolve("blobs/sha256/" + artifact.digest().hex());
    }

    @Test
    void imageIsReadByTagByDigestAndAlone() throws Exception {
        Path path = write(Map.of("1.4", INDEX));
        for (String argument : new String[] {"oci-layout:" + path, "oci-layout:" + path + ":1.4"}) {
            OciLayout.Named named = OciLayout.named(argument);
            Document document = named.layout().manifest(named.reference(), EXCHANGE);
            assertThat(document.bytes()).isEqualTo(INDEX.bytes());
            assertThat(document.mediaType()).isEqualTo(MediaType.OCI_INDEX);
            Document manifest = named.layout().manifest(named.reference().withDigest(IMAGE.digest()), EXCHANGE);
            Descriptor config = Manifest.read(new Json().json(manifest.bytes()), manifest.mediaType())
                    .config();
            assertThat(named.layout().blob(named.reference(), config, 1 << 20, EXCHANGE))
                    .isEqualTo(IMAGE.config());
            Descriptor layer = Descriptor.of(
                    MediaType.OCI_LAYER_GZIP,
                    IMAGE.layers().getFirst().digest(),
                    IMAGE.layers().getFirst().bytes().length);
            try (InputStream in = named.layout().layer(named.reference(), layer, EXCHANGE)) {
                assertThat(in.readAllBytes())
                        .isEqualTo(IMAGE.layers().getFirst().bytes());
            }
        }
    }

    @Test
    void unknownTagNamesThoseThatThereAre() throws Exception {
        Map<String, TestArtifact> two = new LinkedHashMap<>();
        two.put("1.4", INDEX);
        two.put("docker.io/shop/cart:1.5", IMAGE);
        Path path = write(two);
        OciLayout.Named named = OciLayout.named("oci-layout:" + path + ":2");
        assertThat(failure(() -> named.layout().manifest(named.reference(), EXCHANGE))
                        .toString())
                .contains("not-found")
                .contains("has 1.4, docker.io/shop/cart:1.5");
        OciLayout.Named whole = OciLayout.named("oci-layout:" + path + ":1.5");
        assertThat(whole.layout().head(whole.reference(), EXCHANGE)).isEqualTo(IMAGE.digest());
    }

    @Test
    void otherBytesThanTheDigestSaysAreRefused() throws Exception {
        Path path = write(Map.of("1", IMAGE));
        Files.writeString(blob(path, IMAGE), "{\"config\":{},\"layers\":[]}");
        OciLayout.Named named = OciLayout.named("oci-layout:" + path);
        assertThat(failure(() -> named.layout().manifest(named.reference(), EXCHANGE))
                        .reason())
                .isEqualTo(Reason.MALFORMED);
    }

    @Test
    void noLinkLeadsOutOfTheDirectory() throws Exception {
        Path path = write(Map.of("1", IMAGE));
        Path outside = Files.write(directory.resolve("secret"), IMAGE.bytes());
        Files.delete(blob(path, IMAGE));
        Files.createSymbolicLink(blob(path, IMAGE), outside);
        OciLayout.Named named = OciLayout.named("oci-layout:" + path);
        assertThat(failure(() -> named.layout().manifest(named.reference(), EXCHANGE))
                        .toString())
                .contains("leads out of the layout");
        Files.delete(path.resolve("index.json"));
        Files.createSymbolicLink(path.resolve("index.json"), Path.of("/dev/zero"));
        assertThat(failure(() -> OciLayout.in(path)).reason()).isEqualTo(Reason.FORBIDDEN_REGISTRY);
    }

    @Test
    void whatIsNoLayoutIsSaidToBeNone() throws Exception {
        assertThat(failure(() -> OciLayout.named("oci-layout:" + directory.resolve("nowhere")))
                        .reason())
                .isEqualTo(Reason.NOT_FOUND);
        assertThat(failure(() -> OciLayout.named("oci-layout:" + directory)).reason())
                .isEqualTo(Reason.NOT_FOUND);
        Path path = write(Map.of("1", IMAGE));
        Files.writeString(path.resolve("index.json"), "[");
        assertThat(failure(() -> OciLayout.in(path)).reason()).isEqualTo(Reason.MALFORMED);
        assertThat(failure(() -> OciLayout.named("oci-layout:" + write(Map.of("1", IMAGE)) + ":a b"))
                        .reason())
                .isEqualTo(Reason.INVALID_REFERENCE);
    }

    @Test
    void missingBlobAndOversizedBlobHaveTheirReasons() throws Exception {
        Path path = write(Map.of("1", IMAGE));
        OciLayout.Named named = OciLayout.named("oci-layout:" + path);
        Descriptor config = Descriptor.of(MediaType.OCI_CONFIG, IMAGE.configDigest(), IMAGE.config().length);
        assertThat(failure(() -> named.layout().blob(named.reference(), config, 10, EXCHANGE))
                        .reason())
                .isEqualTo(Reason.TOO_LARGE);
        Files.delete(path.resolve("blobs/sha256/" + IMAGE.configDigest().hex()));
        assertThat(failure(() -> named.layout().blob(named.reference(), config, 1 << 20, EXCHANGE))
                        .reason())
                .isEqualTo(Reason.NOT_FOUND);
    }

    @Test
    void referrersAreFoundAmongTheEntries() throws Exception {
        RawArtifact about =
                RawArtifact.artifact("application/vnd.example", MediaType.IN_TOTO, new byte[] {'x'}, Map.of(), IMAGE);
        Map<String, TestArtifact> two = new LinkedHashMap<>();
        two.put("1", IMAGE);
        two.put("", about);
        OciLayout.Named named = OciLayout.named("oci-layout:" + write(two));
        assertThat(named.layout().referrers(named.reference(), IMAGE.digest(), EXCHANGE))
                .extracting(Descriptor::digest)
                .containsExactly(about.digest());
    }
}
