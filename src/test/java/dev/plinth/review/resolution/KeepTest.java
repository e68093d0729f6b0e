package dev.plinth.review.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.review.source.Requester;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeepTest {

    private static final Requester POD = new Requester("shop", List.of(), "default");

    @Test
    void aPodsRightIsAskedForAgainHoweverLongTagsAreKept() {
        Keep longer = new Keep(Duration.ofHours(1), Duration.ofSeconds(20), Duration.ofHours(12));

        assertThat(longer.answers(POD)).isEqualTo(Duration.ofMinutes(5));
        assertThat(longer.answers(Requester.OPERATOR)).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void tagsThatAreKeptForLessAreKeptForLess() {
        Keep brief = new Keep(Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofHours(12));

        assertThat(brief.answers(POD)).isEqualTo(Duration.ofSeconds(2));
    }
}
