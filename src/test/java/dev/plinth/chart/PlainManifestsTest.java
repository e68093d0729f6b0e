package dev.plinth.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.chart.rendering.Chart;
import dev.plinth.chart.rendering.Golden;
import dev.plinth.chart.rendering.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code deploy/plinth.yaml} is the chart's rendering with its defaults, less what only Helm reads, with the namespace before it. */
class PlainManifestsTest {

    private static final Path FILE = Path.of("deploy", "plinth.yaml");

    private static final String HEAD = """
            # Plinth with the defaults of charts/plinth, for `kubectl apply -f`. Made by scripts/update-chart: change the chart, not this file.
            apiVersion: v1
            kind: Namespace
            metadata:
              name: plinth-system
              labels:
                pod-security.kubernetes.io/enforce: restricted
            """;

    @Test
    void equalTheChart() throws IOException {
        Golden.assertUpToDate(FILE, HEAD + forKubectl(Chart.template("plinth", "plinth-system", "{}")));
    }

    @Test
    void theWebhookComesLastSoThatNothingWaitsForAPodThatIsNotThere() throws IOException {
        List<String> kinds = Yaml.documents(Files.readString(FILE)).stream()
                .map(o -> o.path("kind").asText())
                .toList();
        assertThat(kinds)
                .startsWith("Namespace")
                .endsWith("ValidatingWebhookConfiguration")
                .contains("Deployment");
    }

    @Test
    void nothingClaimsToBeHelms() throws IOException {
        for (JsonNode object : Yaml.documents(Files.readString(FILE))) {
            assertThat(object.findValuesAsText("app.kubernetes.io/managed-by")).isEmpty();
            assertThat(object.findValuesAsText("helm.sh/chart")).isEmpty();
        }
    }

    private static String forKubectl(String rendering) {
        return rendering
                        .lines()
                        .filter(line -> !line.startsWith("# Source:"))
                        .filter(line -> !line.strip().startsWith("helm.sh/chart:"))
                        .filter(line -> !line.strip().startsWith("app.kubernetes.io/managed-by:"))
                        .reduce((a, b) -> a + "\n" + b)
                        .orElseThrow()
                        .stripTrailing()
                + "\n";
    }
}
