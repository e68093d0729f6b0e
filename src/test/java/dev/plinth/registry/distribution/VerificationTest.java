package dev.plinth.registry.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.image.reference.Digest;
import dev.plinth.review.source.UnavailableException;
import dev.plinth.testing.images.Digests;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class VerificationTest {

    private static final byte[] LAYER = "a layer".getBytes(StandardCharsets.UTF_8);

    private static InputStream verifying(byte[] bytes) {
        return Verification.verifying(new ByteArrayInputStream(bytes), Digests.sha256(LAYER), LAYER.length);
    }

    @Test
    void readersMayComeToTheEndMoreThanOnce() throws Exception {
        try (InputStream stream = verifying(LAYER)) {
            assertThat(stream.readAllBytes()).isEqualTo(LAYER);
            assertThat(stream.read()).isEqualTo(-1);
            assertThat(stream.read(new byte[8], 0, 8)).isEqualTo(-1);
        }
    }

    @Test
    void otherBytesFailAtTheirEnd() {
        byte[] others = LAYER.clone();
        others[0]++;
        assertThatThrownBy(() -> verifying(others).readAllBytes()).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> verifying(new byte[3]).readAllBytes()).isInstanceOf(IOException.class);
    }

    @Test
    void aLayerThatIsNotWhatItsDigestSaysIsMalformed() {
        Digest wrong = Digest.sha256("0".repeat(64));
        InputStream in = Verification.verifying(new ByteArrayInputStream(new byte[] {1, 2, 3}), wrong, 3);

        assertThatThrownBy(in::readAllBytes)
                .isInstanceOf(IOException.class)
                .hasCauseInstanceOf(UnavailableException.class)
                .hasStackTraceContaining("malformed");
    }
}
