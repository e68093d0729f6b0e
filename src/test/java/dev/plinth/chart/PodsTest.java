package dev.plinth.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.chart.rendering.Chart;
import dev.plinth.chart.rendering.Rendering;
import dev.plinth.chart.rendering.ValueSet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PodsTest {

    static List<ValueSet> valueSets() {
        return Chart.valueSets();
    }

    @ParameterizedTest
    @MethodSource("valueSets")
    void keepToThePodSecurityStandardRestricted(ValueSet set) {
        for (JsonNode pod : podSpecs(Chart.render(set.values()))) {
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
            assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
            for (JsonNode container : pod.path("containers")) {
                JsonNode security = container.path("securityContext");
                assertThat(security.path("allowPrivilegeEscalation").asBoolean(true))
                        .isFalse();
                assertThat(security.path("readOnlyRootFilesystem").asBoolean()).isTrue();
                assertThat(security.at("/capabilities/drop").toString()).isEqualTo("[\"ALL\"]");
            }
        }
    }

    @Test
    void testPodsUseNoServiceAccountOfThePlatform() {
        assertThat(Chart.render("tests: {registries: [registry.corp]}").all("Pod"))
                .hasSize(3)
                .allSatisfy(pod -> {
                    assertThat(pod.at("/metadata/annotations/helm.sh~1hook").asText())
                            .isEqualTo("test");
                    assertThat(pod.at("/spec/automountServiceAccountToken").asBoolean(true))
                            .isFalse();
                });
    }

    @Test
    void probesAskDifferentThings() {
        JsonNode container = Chart.render("{}").one("Deployment").at("/spec/template/spec/containers/0");
        assertThat(container.at("/startupProbe/httpGet/path").asText()).isEqualTo("/q/health/started");
        assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/q/health/live");
        assertThat(container.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/q/health/ready");
    }

    @Test
    void policyChangesRestartNothing() {
        JsonNode before = Chart.render("{}").one("Deployment");
        JsonNode after = Chart.render("policy: {document: 'apiVersion: plinth.dev/v1\n\n  kind: BaseImagePolicy'}")
                .one("Deployment");
        assertThat(after).isEqualTo(before);
    }

    @Test
    void onTheNodesNetworkAnOldPodLeavesItsPortFirst() {
        assertThat(Chart.render("hostNetwork: true")
                        .one("Deployment")
                        .at("/spec/strategy/rollingUpdate")
                        .toString())
                .isEqualTo("{\"maxSurge\":0,\"maxUnavailable\":1}");
    }

    private static List<JsonNode> podSpecs(Rendering rendering) {
        List<JsonNode> pods = new ArrayList<>();
        rendering.all("Deployment").forEach(d -> pods.add(d.at("/spec/template/spec")));
        rendering.all("Pod").forEach(p -> pods.add(p.path("spec")));
        return pods;
    }
}
