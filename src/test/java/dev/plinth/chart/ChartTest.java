package dev.plinth.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.chart.rendering.Chart;
import dev.plinth.chart.rendering.Golden;
import dev.plinth.chart.rendering.Rendering;
import dev.plinth.chart.rendering.ValueSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChartTest {

    private static final Path GOLDEN = Path.of("src", "test", "resources", "chart");

    static List<ValueSet> valueSets() {
        return Chart.valueSets();
    }

    @Test
    void passesHelmsOwnStrictLint() {
        var result = Chart.lint();
        assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("valueSets")
    void rendersWhatWasReviewed(ValueSet set) throws IOException {
        Rendering rendering = Chart.render(set.values());
        Golden.assertUpToDate(GOLDEN.resolve(set.name() + ".yaml"), rendering.manifests());
        Golden.assertUpToDate(
                GOLDEN.resolve(set.name() + ".notes.txt"), rendering.notes().stripTrailing() + "\n");
    }

    @ParameterizedTest
    @MethodSource("valueSets")
    void rendersTheSameTwiceSoThatGitOpsSeesNoChange(ValueSet set) {
        assertThat(Chart.render(set.values()).text())
                .isEqualTo(Chart.render(set.values()).text());
    }

    @Test
    void releasesShareNoObject() {
        Set<String> seen = new HashSet<>();
        String all =
                "{monitoring: {serviceMonitor: {enabled: true}}, webhook: {optOut: {enabled: true}}, networkPolicy: {enabled: true},"
                        + " autoscaling: {enabled: true}, certificate: {mode: cert-manager}}";
        Stream.of(
                        Chart.render("plinth", "one", all),
                        Chart.render("plinth", "two", all),
                        Chart.render("other", "one", all))
                .flatMap(r -> r.objects().stream())
                .filter(o -> !o.path("kind").asText().equals("Notes"))
                .map(ChartTest::identity)
                .forEach(identity -> assertThat(seen.add(identity)).as(identity).isTrue());
        assertThat(seen)
                .contains(
                        "ValidatingWebhookConfiguration /plinth.one",
                        "Deployment two/plinth",
                        "Deployment one/other-plinth");
    }

    @Test
    void selfManagedCertificatesLeaveTheCaBundleToTheProgram() {
        JsonNode configuration = Chart.render("{}").one("ValidatingWebhookConfiguration");
        assertThat(configuration.findValues("caBundle")).isEmpty();
        assertThat(Chart.render("{}").all("Secret")).isEmpty();
    }

    private static String identity(JsonNode object) {
        JsonNode metadata = object.path("metadata");
        return object.path("kind").asText() + " " + metadata.path("namespace").asText() + "/"
                + metadata.path("name").asText();
    }
}
