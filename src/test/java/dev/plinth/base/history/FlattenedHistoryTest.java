package dev.plinth.base.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.base.fingerprint.Fingerprint;
import dev.plinth.codec.Json;
import dev.plinth.image.HistoryEntry;
import dev.plinth.image.Image;
import dev.plinth.testing.images.Sketch;
import org.junit.jupiter.api.Test;

class FlattenedHistoryTest {

    private static Image flattened(String comment) {
        return Sketch.named("r.corp/app:1")
                .bareLayer(Sketch.digest("all"), Sketch.digest("all, bare"), 90_000_000)
                .entry(new HistoryEntry(null, "crane flatten " + Sketch.digest("old"), "", comment, false))
                .image();
    }

    @Test
    void theOldHistoryIsReadFromTheComment() {
        Image image = FlattenedHistory.restored(flattened("""
                [{"created":"2026-08-03T00:00:00Z","created_by":"# debian.sh --arch 'amd64' out/ 'trixie' '@1785715200'",
                  "comment":"debuerreotype 0.15"},
                 {"created":"2026-09-01T00:00:00Z","created_by":"COPY . /app # buildkit"}]"""), new Json()::within);

        assertThat(image.config().history())
                .extracting(HistoryEntry::createdBy)
                .containsExactly("# debian.sh --arch 'amd64' out/ 'trixie' '@1785715200'", "COPY . /app # buildkit");
        assertThat(Fingerprint.of(image).root().facts().codename()).isEqualTo("trixie");
        assertThat(Fingerprint.of(image).root().tier()).isNull();
    }

    @Test
    void whatIsNoHistoryIsLeftAsItIs() {
        for (String comment : new String[] {
            "", "[", "[\"created_by\"", "[1, 2, \"created_by\", {}]", "[]", "{\"created_by\":1}", "[[[[\"created_by\""
        }) {
            Image image = flattened(comment);
            assertThat(FlattenedHistory.restored(image, new Json()::within)
                            .config()
                            .history()
                            .size())
                    .isBetween(1, 4);
        }
    }
}
