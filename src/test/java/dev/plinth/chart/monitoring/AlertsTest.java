package dev.plinth.chart.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.chart.rendering.Chart;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What promtool, which runs the tests of the alerts, does not look at. */
class AlertsTest {

    static List<Alert> alerts() {
        return Alert.all();
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void asksOnlyForDocumentedMetricsAndLabels(Alert alert) {
        assertThat(alert.query().metrics()).isNotEmpty();
        assertThat(alert.query().unpromised()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void saysWhatIsWrongAndHowBadItIs(Alert alert) {
        assertThat(alert.severity()).isIn("critical", "warning", "info");
        assertThat(alert.summary()).isNotBlank();
        assertThat(alert.description()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void isTestedToFireAndToBeSilent(Alert alert) {
        assertThat(tested(alert, true)).as("a test in which %s fires", alert).isTrue();
        assertThat(tested(alert, false))
                .as("a test in which %s is silent", alert)
                .isTrue();
    }

    @Test
    void theChartBringsThemAll() {
        JsonNode rule =
                Chart.render("monitoring: {prometheusRule: {enabled: true}}").one("PrometheusRule");
        Set<String> brought = new TreeSet<>(rule.findValuesAsText("alert"));
        assertThat(brought)
                .isEqualTo(new TreeSet<>(alerts().stream().map(Alert::name).toList()));
        assertThat(rule.findValuesAsText("description"))
                .anyMatch(text -> text.contains("{{ $value | humanizeDuration }}"));
    }

    private static boolean tested(Alert alert, boolean fires) {
        for (JsonNode file : Alert.files(Alert.DIRECTORY.resolve("tests"))) {
            for (JsonNode test : file.path("tests")) {
                for (JsonNode expectation : test.path("alert_rule_test")) {
                    if (expectation.path("alertname").asText().equals(alert.name())
                            && expectation.path("exp_alerts").isEmpty() != fires) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
