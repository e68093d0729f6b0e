package dev.plinth.review.reading;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.codec.Json;
import dev.plinth.image.Image;
import dev.plinth.image.MediaType;
import dev.plinth.image.Platform;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.review.StoredSource;
import dev.plinth.review.source.Deadline;
import dev.plinth.review.source.Exchange;
import dev.plinth.review.source.Requester;
import dev.plinth.review.source.UnavailableException;
import dev.plinth.testing.images.ImageBuilder;
import dev.plinth.testing.images.RawArtifact;
import dev.plinth.testing.images.TestArtifact;
import dev.plinth.testing.images.TestImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Documents, pinned by digest, that a container runtime reads as another image than a careless reader would: what is judged must
 * be what runs, or nothing must be judged.
 */
class TwoReadersTest {

    private static final ImageReference APP = ImageReference.parse("registry.corp/app:1");
    private static final PlatformChoice AMD64 = new PlatformChoice(List.of(Platform.LINUX_AMD64));
    private static final TestImage GOOD = image("good");
    private static final TestImage BAD = image("bad");

    private final StoredSource source = new StoredSource();
    private final ImageReader reader = new ImageReader(source, new Json());

    @ParameterizedTest
    @ValueSource(strings = {"Layers", "LAYERS", "layer\u017f", "\u0061nnotationS", "Manifests", "Config", "MediaType"})
    void aManifestWithAKeyInOtherLettersIsRefused(String key) {
        put(text(GOOD).replaceFirst("}$", ",\"" + key + "\":[]}"), MediaType.OCI_MANIFEST, GOOD);

        assertMalformed();
    }

    @ParameterizedTest
    @CsvSource({"digest, Digest", "size, Size", "size, \u017fize", "mediaType, mediatype"})
    void aLayerWithAKeyInOtherLettersIsRefused(String key, String other) {
        String layer = "\"layers\":[{";
        assertThat(text(GOOD)).contains(layer);
        put(text(GOOD).replace(layer, layer + "\"" + other + "\":\"" + key + "\","), MediaType.OCI_MANIFEST, GOOD);

        assertMalformed();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"RootFS\":{\"diff_ids\":[]},", "\"OS\":\"linux\",", "\"rootfs\":{\"Diff_IDs\":[],"})
    void aConfigurationWithAKeyInOtherLettersIsRefused(String part) {
        String config = new String(GOOD.config(), UTF_8);
        String mutant = part.startsWith("\"rootfs")
                ? config.replace("\"rootfs\":{", part)
                : config.replaceFirst("\\{", "{" + part.replace("\\", "\\\\"));
        assertThat(mutant).isNotEqualTo(config);
        source.put(
                "registry.corp/app:1",
                new RawArtifact(
                        MediaType.OCI_MANIFEST,
                        GOOD.bytes(),
                        Map.of(GOOD.configDigest(), mutant.getBytes(UTF_8)),
                        List.of()));

        assertMalformed();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"annotations\":{\"vnd.docker.reference.type\":\"attestation-manifest\"},\"platform\":{\"os\":\"linux\",\"architecture\":\"amd64\"}",
                "\"annotations\":{\"vnd.docker.reference.type\":\"attestation-manifest\"}",
                "\"artifactType\":\"application/spdx+json\",\"platform\":{\"os\":\"linux\",\"architecture\":\"amd64\"}",
                "\"platform\":{\"os\":\"linux\",\"architecture\":\"x86_64\"}",
                "\"platform\":{\"os\":\"Linux\",\"architecture\":\"AMD64\"}",
                "\"platform\":{\"os\":\"\",\"architecture\":\"amd64\"}",
                "\"platform\":{\"architecture\":\"amd64\"}",
                "\"platform\":null",
                "\"a\":1",
            })
    void whateverANodeWouldTakeFromAnIndexIsJudged(String entry) throws UnavailableException {
        putIndex(List.of(entry(BAD, entry), entry(GOOD, platform("amd64"))), BAD, GOOD);

        assertThat(digests(AMD64)).contains(BAD.digest(), GOOD.digest());
    }

    @ParameterizedTest
    @CsvSource({"amd64, 386", "arm64, arm"})
    void whatAPlatformRunsInsteadIsJudgedWhereItsOwnIsMissing(String node, String instead) throws UnavailableException {
        PlatformChoice choice = new PlatformChoice(List.of(Platform.of("linux", node), Platform.of("linux", "s390x")));
        putIndex(List.of(entry(BAD, platform(instead)), entry(GOOD, platform("s390x"))), BAD, GOOD);
        assertThat(digests(choice)).containsExactlyInAnyOrder(BAD.digest(), GOOD.digest());

        putIndex(List.of(entry(BAD, platform(instead)), entry(GOOD, platform(node))), BAD, GOOD);
        assertThat(digests(choice)).containsExactly(GOOD.digest());
    }

    @Test
    void anIndexWithTooManyToChooseFromIsNotCutShort() {
        List<String> entries = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            entries.add(entry(
                    GOOD, "\"platform\":{\"os\":\"linux\",\"architecture\":\"amd64\",\"variant\":\"w" + i + "\"}"));
        }
        entries.add(entry(BAD, platform("amd64")));
        putIndex(entries, GOOD, BAD);

        assertThatThrownBy(() -> reader.read(APP, AMD64, exchange())).hasMessageContaining("unsupported");
    }

    private static TestImage image(String file) {
        return ImageBuilder.scratch().layer(Map.of(file, "1")).build();
    }

    private static String text(TestImage image) {
        return new String(image.bytes(), UTF_8);
    }

    private static String platform(String architecture) {
        return "\"platform\":{\"os\":\"linux\",\"architecture\":\"" + architecture + "\"}";
    }

    private static String entry(TestImage image, String more) {
        return "{\"mediaType\":\"" + image.mediaType() + "\",\"digest\":\"" + image.digest() + "\",\"size\":"
                + image.bytes().length + "," + more + "}";
    }

    private void putIndex(List<String> entries, TestArtifact... children) {
        put(
                "{\"schemaVersion\":2,\"mediaType\":\"" + MediaType.OCI_INDEX + "\",\"manifests\":["
                        + String.join(",", entries) + "]}",
                MediaType.OCI_INDEX,
                children);
    }

    private void put(String document, MediaType type, TestArtifact... children) {
        Map<Digest, byte[]> blobs = children.length == 1 ? children[0].blobs() : Map.of();
        source.put("registry.corp/app:1", new RawArtifact(type, document.getBytes(UTF_8), blobs, List.of(children)));
    }

    private List<Digest> digests(PlatformChoice choice) throws UnavailableException {
        return reader.read(APP, choice, exchange()).images().stream()
                .map(Image::digest)
                .toList();
    }

    private void assertMalformed() {
        assertThatThrownBy(() -> reader.read(APP, PlatformChoice.ALL, exchange()))
                .hasMessageContaining("malformed")
                .hasMessageContaining("in other letters");
    }

    private static Exchange exchange() {
        return Exchange.of(Requester.OPERATOR, Deadline.after(Duration.ofSeconds(10)));
    }
}
