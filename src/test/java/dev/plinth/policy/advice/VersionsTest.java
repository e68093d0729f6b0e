package dev.plinth.policy.advice;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionsTest {

    @ParameterizedTest
    @CsvSource({
        "3.12.4-slim, 2, 3.12",
        "3.12, 2, 3.12",
        "3, 2,",
        "3., 2,",
        "3.x, 2,",
        "21-jre-noble, 1, 21",
        "slim, 1,",
        "9999999999.1, 2,",
        "'', 1,",
    })
    void leadingPartsAreAllOrNone(String text, int parts, @Nullable String version) {
        assertThat(Versions.leading(text, parts).orElse(null)).isEqualTo(version);
    }

    @ParameterizedTest
    @CsvSource({"7, 2, 7", "7.4.1, 2, 7.4", "alpine, 2,", "1.27-alpine, 2, 1.27"})
    void fewerPartsWillDoWhereATagHasFewer(String text, int parts, @Nullable String version) {
        assertThat(Versions.atMost(text, parts).orElse(null)).isEqualTo(version);
    }

    @ParameterizedTest
    @CsvSource({"3.9, 3.10, -1", "3.10, 3.9, 1", "3.9, 3.9, 0", "3, 3.0, 0", "24.04, 24.10, -1"})
    void partsCompareAsNumbers(String a, String b, int sign) {
        assertThat(Integer.signum(Versions.compare(a, b))).isEqualTo(sign);
    }

    @Test
    void onlyVersionsOfTheSameLengthAreComparable() {
        assertThat(Versions.areComparable("3.9", "3.10")).isTrue();
        assertThat(Versions.areComparable("3", "3.17")).isFalse();
        assertThat(Versions.areComparable("bookworm", "12")).isFalse();
    }
}
