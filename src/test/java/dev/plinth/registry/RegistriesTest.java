package dev.plinth.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.base.Unavailable;
import dev.plinth.image.Descriptor;
import dev.plinth.image.MediaType;
import dev.plinth.review.credentials.Credential;
import dev.plinth.review.credentials.Keychain;
import dev.plinth.review.source.Exchange;
import dev.plinth.review.source.ImageSource.Document;
import dev.plinth.testing.images.ImageBuilder;
import dev.plinth.testing.images.IndexBuilder;
import dev.plinth.testing.images.RawArtifact;
import dev.plinth.testing.images.TestImage;
import dev.plinth.testing.registry.Accounts;
import dev.plinth.testing.registry.FakeRegistry;
import dev.plinth.testing.registry.TestCertificates;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistriesTest {

    private static final TestImage IMAGE =
            ImageBuilder.scratch().layer(Map.of("etc/os-release", "ID=debian")).build();

    private static Descriptor configOf(TestImage image) {
        return Descriptor.of(MediaType.OCI_CONFIG, image.configDigest(), image.config().length);
    }

    @Test
    void coldImageWithAnIndexCostsThreeExchangesAndWarmNone() throws Exception {
        RawArtifact index = IndexBuilder.of(IMAGE).build();
        try (FakeRegistry registry = FakeRegistry.start();
                Reading reading = Reading.plainly(Keychain.ANONYMOUS, registry.host())) {
            registry.push("shop/cart:1", index);
            for (int cost : new int[] {3, 0}) {
                Exchange exchange = Reading.soon();
                Document document = reading.images().manifest(registry.reference("shop/cart:1"), exchange);
                assertThat(document.bytes()).isEqualTo(index.bytes());
                assertThat(document.digest()).isEqualTo(index.digest());
                assertThat(document.mediaType()).isEqualTo(MediaType.OCI_INDEX);
                Document manifest = reading.images()
                        .manifest(registry.reference("shop/cart").withDigest(IMAGE.digest()), exchange);
                assertThat(manifest.bytes()).isEqualTo(IMAGE.bytes());
                assertThat(reading.images().blob(registry.reference("shop/cart"), configOf(IMAGE), 1 << 20, exchange))
                        .isEqualTo(IMAGE.config());
                assertThat(exchange.cost()).hasValue(cost);
            }
            assertThat(registry.count()).isEqualTo(3);
        }
    }

    @Test
    void bearerTokensAreFetchedOnceForARepository() throws Exception {
        try (FakeRegistry registry = FakeRegistry.start();
                Reading reading = Reading.plainly(
                        Reading.everybody(Credential.basic("ann", "secret", "test")), registry.host())) {
            registry.accounts().scheme(Accounts.Scheme.BEARER).add("ann", "secret");
            registry.push("shop/cart:1", IMAGE);
            Exchange exchange = Reading.soon();
            assertThat(reading.images()
                            .manifest(registry.reference("shop/cart:1"), exchange)
                            .digest())
                    .isEqualTo(IMAGE.digest());
            reading.images().blob(registry.reference("shop/cart"), configOf(IMAGE), 1 << 20, exchange);
            assertThat(exchange.cost()).hasValue(2);
            assertThat(registry.count("/token")).isEqualTo(1);
        }
    }

    @Test
    void tlsTrustsTheConfiguredAuthorityAndNoOther(@TempDir Path directory) throws Exception {
        TestCertificates certificates = TestCertificates.in(directory);
        try (FakeRegistry registry = FakeRegistry.startTls(certificates);
                Reading trusting = Reading.of("registries:\n- {prefix: \"" + registry.host() + "\", caFile: \""
                        + certificates.caFile() + "\", allowPrivateAddresses: true}\n");
                Reading strange = Reading.of(
                        "registries:\n- {prefix: \"" + registry.host() + "\", allowPrivateAddresses: true}\n")) {
            registry.push("shop/cart:1", IMAGE);
            assertThat(trusting.manifest(registry.reference("shop/cart:1")).digest())
                    .isEqualTo(IMAGE.digest());
            Unavailable refused = Reading.failure(() -> strange.manifest(registry.reference("shop/cart:1")));
            assertThat(refused.toString())
                    .isEqualTo("unavailable: unreachable (" + registry.host()
                            + ", TLS failed: certificate not trusted, or not for this host)");
        }
    }

    @Test
    void layersAreStreamedAndVerifiedAtTheirEnd() throws Exception {
        try (FakeRegistry registry = FakeRegistry.start();
                Reading reading = Reading.plainly(Keychain.ANONYMOUS, registry.host())) {
            registry.push("shop/cart:1", IMAGE);
            byte[] layer = IMAGE.layers().getFirst().bytes();
            Descriptor descriptor = Descriptor.of(
                    MediaType.OCI_LAYER_GZIP, IMAGE.layers().getFirst().digest(), layer.length);
            try (InputStream in = reading.images().layer(registry.reference("shop/cart"), descriptor, Reading.soon())) {
                assertThat(in.readAllBytes()).isEqualTo(layer);
            }
        }
    }
}
