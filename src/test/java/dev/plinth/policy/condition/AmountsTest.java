package dev.plinth.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountsTest {

    @ParameterizedTest
    @CsvSource({
        "120Mi, 125829120",
        "1.5Gi, 1610612736",
        "500M, 500000000",
        "1k, 1000",
        "1Ki, 1024",
        "2G, 2000000000",
        "1, 1",
        "104857600, 104857600"
    })
    void sizesAreKubernetesQuantities(String text, long bytes) {
        assertThat(Amounts.bytes(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Mi",
                "0",
                "0Mi",
                "-1",
                "1.",
                ".5Mi",
                "1.2.3",
                "1MB",
                "1 Mi",
                "1e9",
                "9999999999999",
                "0x10",
                "１Mi"
            })
    void whatIsNoSizeIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Amounts.bytes(text));
    }

    @ParameterizedTest
    @CsvSource({"90d, 90", "1d, 1", "2w, 14", "99999d, 99999"})
    void agesAreDaysOrWeeks(String text, int days) {
        assertThat(Amounts.days(text)).isEqualTo(days);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "d", "0d", "-1d", "90", "90h", "1.5d", "90 d", "999999d", "９d"})
    void whatIsNoAgeIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Amounts.days(text));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1000, 1 kB",
        "999499, 999 kB",
        "999999, 1 MB",
        "3400000, 3.4 MB",
        "43188023, 43 MB",
        "410908459, 411 MB",
        "1500000000, 1500 MB",
        "12345678901, 12 GB"
    })
    void sizesReadAsContainerToolsShowThem(long bytes, String text) {
        assertThat(Amounts.readable(bytes)).isEqualTo(text);
    }
}
