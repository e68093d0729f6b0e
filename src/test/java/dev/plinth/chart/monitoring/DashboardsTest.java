package dev.plinth.chart.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.chart.rendering.Chart;
import dev.plinth.chart.rendering.Rendering;
import dev.plinth.chart.rendering.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DashboardsTest {

    static List<Path> dashboards() throws IOException {
        try (var files = Files.list(Chart.DIRECTORY.resolve("dashboards"))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void askOnlyForDocumentedMetricsAndLabels(Path dashboard) {
        JsonNode root = Yaml.read(dashboard);
        assertThat(queries(root))
                .isNotEmpty()
                .allSatisfy(query ->
                        assertThat(query.unpromised()).as(query.expression()).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everyPanelSaysWhatItShows(Path dashboard) {
        Set<Integer> ids = new HashSet<>();
        for (JsonNode panel : Yaml.read(dashboard).path("panels")) {
            assertThat(ids.add(panel.path("id").asInt())).as("ids are unique").isTrue();
            if (!panel.path("type").asText().equals("row")) {
                assertThat(panel.path("title").asText()).isNotBlank();
                assertThat(panel.path("description").asText()).isNotBlank();
                assertThat(panel.path("targets")).isNotEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void theChartBringsThemUnchanged(Path dashboard) throws IOException {
        String name = dashboard.getFileName().toString();
        Rendering rendering = Chart.render("monitoring: {dashboards: {enabled: true}}");
        assertThat(rendering.all("ConfigMap"))
                .filteredOn(map -> map.path("data").has(name))
                .singleElement()
                .satisfies(map -> {
                    assertThat(map.at("/metadata/labels/grafana_dashboard").asText())
                            .isEqualTo("1");
                    assertThat(map.path("data").path(name).asText()).isEqualTo(Files.readString(dashboard));
                });
    }

    @Test
    void everyDocumentedMetricIsOnADashboardOrInAnAlert() throws IOException {
        Set<String> used = new TreeSet<>();
        for (Path dashboard : dashboards()) {
            queries(Yaml.read(dashboard)).forEach(query -> used.addAll(query.metrics()));
        }
        Alert.all().forEach(alert -> used.addAll(alert.query().metrics()));
        assertThat(used).containsAll(Metric.documented().keySet());
    }

    private static List<Query> queries(JsonNode dashboard) {
        List<Query> queries = new ArrayList<>();
        dashboard.findValuesAsText("expr").forEach(expression -> queries.add(new Query(expression)));
        dashboard.findValuesAsText("definition").forEach(expression -> queries.add(new Query(expression)));
        return queries;
    }
}
