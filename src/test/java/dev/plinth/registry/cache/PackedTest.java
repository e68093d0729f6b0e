package dev.plinth.registry.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.image.MediaType;
import dev.plinth.testing.images.ImageBuilder;
import dev.plinth.testing.images.IndexBuilder;
import dev.plinth.testing.images.RawArtifact;
import dev.plinth.testing.images.TestImage;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PackedTest {

    private static byte[] unpacked(byte[] plain) {
        return Packed.of(MediaType.OCI_MANIFEST, plain).bytes();
    }

    @Test
    void everyDocumentComesBackAsItWas() {
        Random random = new Random(7);
        for (int length : new int[] {0, 1, 127, 128, 129, 1_000, 70_000}) {
            byte[] noise = new byte[length];
            random.nextBytes(noise);
            assertThat(unpacked(noise)).isEqualTo(noise);
            byte[] text = "{\"digest\":\"sha256:\"}".repeat(length / 10 + 1).getBytes(StandardCharsets.UTF_8);
            assertThat(unpacked(text)).isEqualTo(text);
        }
    }

    @Test
    void documentsOfAnImageTakeAFractionOfTheirSize() {
        ImageBuilder builder = ImageBuilder.scratch();
        for (int i = 0; i < 8; i++) {
            builder.layer(Map.of("file" + i, "content " + i), "RUN /bin/sh -c make step-" + i + " # buildkit");
        }
        TestImage image = builder.build();
        RawArtifact index = IndexBuilder.of(image).build();
        for (byte[] document : new byte[][] {index.bytes(), image.bytes(), image.config()}) {
            int kept = Packed.of(MediaType.OCI_MANIFEST, document).weight()
                    - Packed.of(MediaType.OCI_MANIFEST, new byte[0]).weight();
            assertThat(kept).isLessThan(document.length * 6 / 10);
        }
    }
}
