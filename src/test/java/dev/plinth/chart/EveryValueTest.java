package dev.plinth.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.chart.rendering.Chart;
import dev.plinth.chart.rendering.ChartValue;
import dev.plinth.chart.rendering.Yaml;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every value does something, and what it should: {@code every-value.yaml} says for each one what appears ({@code shows}) or
 * vanishes ({@code hides}) in the rendering when it is set {@code to} something else, {@code with} other values in place.
 */
class EveryValueTest {

    record Change(ChartValue value, JsonNode to, JsonNode with, JsonNode shows, JsonNode hides) {
        @Override
        public String toString() {
            return value.path() + " to " + to;
        }
    }

    static List<Change> changes() {
        JsonNode table = Yaml.read(Path.of("src", "test", "resources", "chart", "every-value.yaml"));
        return StreamSupport.stream(table.spliterator(), false)
                .map(e -> new Change(
                        new ChartValue(e.path("value").asText()),
                        e.path("to"),
                        e.path("with"),
                        e.path("shows"),
                        e.path("hides")))
                .toList();
    }

    @Test
    void noValueIsLeftOut() {
        assertThat(changes()).extracting(Change::value).containsAll(ChartValue.all());
        assertThat(ChartValue.all())
                .containsAll(changes().stream().map(Change::value).toList());
    }

    @ParameterizedTest
    @MethodSource("changes")
    void changesTheRendering(Change change) {
        String before = Chart.render(change.with().isMissingNode() ? "{}" : Yaml.write(change.with()))
                .text();
        String after =
                Chart.render(change.value().in(change.with(), change.to())).text();
        assertThat(change.shows().isMissingNode() && change.hides().isMissingNode())
                .as("says what changes")
                .isFalse();
        if (change.shows().isTextual()) {
            assertThat(before).doesNotContain(change.shows().asText());
            assertThat(after).contains(change.shows().asText());
        }
        if (change.hides().isTextual()) {
            assertThat(before).contains(change.hides().asText());
            assertThat(after).doesNotContain(change.hides().asText());
        }
    }
}
