package dev.plinth.testing.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.testing.images.Digests;
import dev.plinth.testing.images.ImageBuilder;
import dev.plinth.testing.images.IndexBuilder;
import dev.plinth.testing.images.TestImage;
import dev.plinth.testing.images.TestLayer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FakeRegistryTest {

    @Test
    void generatedImagesAreTheSameBytesEveryTimeAndServedUnderTheirDigests() throws Exception {
        TestImage base = ImageBuilder.scratch()
                .layer(Map.of("etc/os-release", "ID=debian"))
                .build();
        TestImage app = ImageBuilder.from(base).layer(Map.of("app/main", "x")).build();
        assertThat(ImageBuilder.from(base)
                        .layer(Map.of("app/main", "x"))
                        .build()
                        .digest())
                .isEqualTo(app.digest());
        assertThat(app.layers().getFirst().digest())
                .isEqualTo(base.layers().getFirst().digest());
        try (FakeRegistry registry = FakeRegistry.start();
                HttpClient client = HttpClient.newHttpClient()) {
            registry.push("shop/cart:1.4", IndexBuilder.of(app).build());
            HttpResponse<byte[]> blob = client.send(
                    HttpRequest.newBuilder(URI.create(registry.url() + "/v2/shop/cart/blobs/"
                                    + app.layers().getLast().digest()))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            assertThat(Digests.sha256(blob.body()))
                    .isEqualTo(app.layers().getLast().digest());
            assertThat(registry.count("/blobs/")).isEqualTo(1);
        }
    }

    @Test
    void recompressedLayersKeepTheirDiffIds() {
        TestLayer layer = TestLayer.of(Map.of("usr/bin/sh", "->dash"));
        assertThat(layer.recompressed().diffId()).isEqualTo(layer.diffId());
        assertThat(layer.recompressed().digest()).isNotEqualTo(layer.digest());
    }
}
