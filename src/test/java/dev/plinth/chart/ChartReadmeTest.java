package dev.plinth.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.chart.rendering.ChartValue;
import dev.plinth.chart.rendering.Golden;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChartReadmeTest {

    static List<ChartValue> values() {
        return ChartValue.all();
    }

    @ParameterizedTest
    @MethodSource("values")
    void everyValueIsDocumented(ChartValue value) throws IOException {
        assertThat(ChartReadme.read().comment(value)).as(value.path()).isNotBlank();
    }

    @Test
    void readmeListsEveryValue() throws IOException {
        assertThat(ChartReadme.read().text())
                .contains(ChartValue.all().stream()
                        .map(v -> "\n| `" + v.path() + "` |")
                        .toList());
    }

    @Test
    void readmeIsMadeFromTheValues() throws IOException {
        Golden.assertUpToDate(ChartReadme.FILE, ChartReadme.read().text());
    }
}
