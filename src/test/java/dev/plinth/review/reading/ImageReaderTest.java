package dev.plinth.review.reading;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.base.Unavailable.Reason;
import dev.plinth.codec.Json;
import dev.plinth.image.MediaType;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.review.StoredSource;
import dev.plinth.review.source.Deadline;
import dev.plinth.review.source.Exchange;
import dev.plinth.review.source.Requester;
import dev.plinth.review.source.UnavailableException;
import dev.plinth.testing.images.Digests;
import dev.plinth.testing.images.ImageBuilder;
import dev.plinth.testing.images.IndexBuilder;
import dev.plinth.testing.images.RawArtifact;
import dev.plinth.testing.images.TestImage;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageReaderTest {

    private static final ImageReference APP = ImageReference.parse("registry.corp/app:1");
    private static final TestImage IMAGE = ImageBuilder.scratch()
            .layer(Map.of("bin/app", "1"))
            .env("PATH", "/bin")
            .label("a", "b")
            .build();
    private static final String CONFIG =
            "\"config\":{\"mediaType\":\"application/vnd.oci.image.config.v1+json\",\"digest\":\""
                    + IMAGE.configDigest() + "\",\"size\":2}";

    private final StoredSource source = new StoredSource();
    private final ImageReader reader = new ImageReader(source, new Json());

    @Test
    void readsAnImageInTwoExchangesAndAnIndexInThree() throws UnavailableException {
        source.put("registry.corp/app:1", IMAGE)
                .put("registry.corp/multi:1", IndexBuilder.of(IMAGE).build());

        Exchange single = exchange();
        assertThat(reader.read(APP, PlatformChoice.ALL, single).images())
                .singleElement()
                .satisfies(image -> {
                    assertThat(image.digest()).isEqualTo(IMAGE.digest());
                    assertThat(image.config().env("PATH")).contains("/bin");
                });
        Exchange multi = exchange();
        assertThat(reader.read(ImageReference.parse("registry.corp/multi:1"), PlatformChoice.ALL, multi)
                        .images())
                .singleElement()
                .satisfies(image -> assertThat(image.index()).isNotNull());

        assertThat(single.cost()).hasValue(2);
        assertThat(multi.cost()).hasValue(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | manifest.config is missing",
                "[] | manifest.config is missing",
                "{\"config\":{\"digest\":\"sha256:0\",\"size\":1}} | manifest.config.digest",
                "{\"config\":{\"digest\":\"sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\",\"size\":-1}} | manifest.config.size",
                "{\"mediaType\":\"application/vnd.oci.image.index.v1+json\",\"manifests\":[{\"digest\":3}]} | index.manifests[0].digest",
                "{\"a\":1,\"a\":2} | a key that stands twice",
                "<html> | not valid JSON",
            })
    void namesWhatIsWrongWithADocument(String document, String detail) {
        source.put("registry.corp/app:1", RawArtifact.of(MediaType.OCI_MANIFEST, document.getBytes(UTF_8)));

        assertThatThrownBy(() -> reader.read(APP, PlatformChoice.ALL, exchange()))
                .isInstanceOfSatisfying(UnavailableException.class, e -> {
                    assertThat(e.unavailable().reason()).isEqualTo(Reason.MALFORMED);
                    assertThat(e.unavailable().detail()).contains(detail);
                });
    }

    @Test
    void aConfigurationThatContradictsTheManifestIsMalformed() {
        String layers = "\"layers\":[{\"mediaType\":\"application/vnd.oci.image.layer.v1.tar\",\"digest\":\""
                + IMAGE.digest()
                + "\",\"size\":1},{\"mediaType\":\"application/vnd.oci.image.layer.v1.tar\",\"digest\":\""
                + IMAGE.digest() + "\",\"size\":1}]";
        source.put(
                "registry.corp/app:1",
                new RawArtifact(
                        MediaType.OCI_MANIFEST,
                        ("{" + CONFIG + "," + layers + "}").getBytes(UTF_8),
                        IMAGE.blobs(),
                        List.of()));

        assertThatThrownBy(() -> reader.read(APP, PlatformChoice.ALL, exchange()))
                .hasMessageContaining("malformed")
                .hasMessageContaining("diff_ids");
    }

    @Test
    void anIndexWithoutImagesAndAnAttestationAloneAreNoImages() {
        source.put(
                "registry.corp/empty:1",
                RawArtifact.of(
                        MediaType.OCI_INDEX,
                        "{\"mediaType\":\"application/vnd.oci.image.index.v1+json\",\"manifests\":[]}"
                                .getBytes(UTF_8)));
        source.put(
                "registry.corp/attestation:1",
                RawArtifact.of(
                        MediaType.OCI_MANIFEST,
                        ("{" + CONFIG + ",\"layers\":[{\"mediaType\":\"application/vnd.in-toto+json\",\"digest\":\""
                                        + IMAGE.digest() + "\",\"size\":1}]}")
                                .getBytes(UTF_8)));

        for (String reference : List.of("registry.corp/empty:1", "registry.corp/attestation:1")) {
            assertThatThrownBy(() -> reader.read(ImageReference.parse(reference), PlatformChoice.ALL, exchange()))
                    .hasMessageContaining("not-an-image");
        }
    }

    @Test
    void whateverARegistryServesIsAnImageOrAReason() {
        Random random = new Random(3);
        byte[] manifest = IMAGE.bytes();
        byte[] config = IMAGE.config();
        for (int round = 0; round < 20_000; round++) {
            boolean inConfig = random.nextBoolean();
            byte[] mutant = (inConfig ? config : manifest).clone();
            for (int i = 0; i <= random.nextInt(3); i++) {
                mutant[random.nextInt(mutant.length)] =
                        (byte) (random.nextBoolean() ? random.nextInt(128) : "{}[],:\"0-1e".charAt(random.nextInt(11)));
            }
            Map<Digest, byte[]> blobs = new HashMap<>(IMAGE.blobs());
            blobs.put(IMAGE.configDigest(), inConfig ? mutant : config);
            byte[] document = inConfig ? manifest : mutant;
            source.put("registry.corp/app:1", new RawArtifact(MediaType.OCI_MANIFEST, document, blobs, List.of()));
            try {
                assertThat(reader.read(APP, PlatformChoice.ALL, exchange()).root())
                        .isEqualTo(Digests.sha256(document));
            } catch (UnavailableException e) {
                assertThat(e.getMessage()).startsWith("unavailable: ").hasSizeLessThan(500);
            }
        }
    }

    private static Exchange exchange() {
        return Exchange.of(Requester.OPERATOR, Deadline.after(Duration.ofSeconds(10)));
    }
}
