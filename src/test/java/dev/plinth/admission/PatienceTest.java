package dev.plinth.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatienceTest {

    @ParameterizedTest
    @CsvSource({
        "10s, 9000",
        "30s, 29000",
        "1s, 800",
        "5s, 4500",
        "2.5s, 2250",
        "500ms, 300",
        "200ms, 100",
        "1m30s, 29000",
        "1h, 29000",
        "1500000us, 1300"
    })
    void answersBeforeTheApiServerGivesUp(String timeout, long millis) {
        assertThat(Patience.untilAnswer(timeout)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "10", "s", "ten", "-5s", "1.2.3s", "10x", "999999999999999999999h", "0s", "10s; drop", "1s1"
            })
    void whatIsNoDurationIsAsIfItWereNotSaid(String timeout) {
        assertThat(Patience.untilAnswer(timeout)).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void withoutTimeoutKubernetesWaitsTenSeconds() {
        assertThat(Patience.untilAnswer(null)).isEqualTo(Duration.ofSeconds(9));
    }
}
