package dev.plinth.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.chart.rendering.Chart;
import dev.plinth.chart.rendering.Rendering;
import dev.plinth.chart.rendering.ValueSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WebhookConfigurationTest {

    static List<ValueSet> valueSets() {
        return Chart.valueSets();
    }

    @ParameterizedTest
    @MethodSource("valueSets")
    void ownAndSystemNamespacesAreNeverJudged(ValueSet set) {
        assertThat(workloadWebhooks(Chart.render(set.values())))
                .isNotEmpty()
                .allSatisfy(webhook -> assertThat(excluded(webhook))
                        .contains("kube-system", "kube-public", "kube-node-lease", "plinth-system"));
    }

    @Test
    void noValueBringsThemBack() {
        String values = """
                webhook:
                  excludedNamespaces: [other]
                  namespaceExpressions: [{key: kubernetes.io/metadata.name, operator: In, values: [kube-system, plinth-system]}]
                """;
        assertThat(workloadWebhooks(Chart.render(values)))
                .allSatisfy(webhook -> assertThat(excluded(webhook))
                        .containsExactly("kube-system", "kube-public", "kube-node-lease", "plinth-system", "other"));
    }

    @ParameterizedTest
    @MethodSource("valueSets")
    void thePolicyWebhookSeesOnlyItsConfigMapAndIsNeverInTheWay(ValueSet set) {
        Rendering rendering = Chart.render(set.values());
        JsonNode webhook = webhooks(rendering).stream()
                .filter(w -> path(w).equals("/validate-policy"))
                .findFirst()
                .orElseThrow();
        String policy = rendering
                .one("Deployment")
                .at("/spec/template/spec/containers/0/env")
                .valueStream()
                .filter(e -> e.path("name").asText().equals("PLINTH_POLICY_CONFIG_MAP"))
                .map(e -> e.path("value").asText())
                .findFirst()
                .orElseThrow();
        assertThat(webhook.path("failurePolicy").asText()).isEqualTo("Ignore");
        assertThat(webhook.at("/namespaceSelector/matchLabels").toString())
                .isEqualTo("{\"kubernetes.io/metadata.name\":\"plinth-system\"}");
        assertThat(webhook.at("/matchConditions/0/expression").asText())
                .isEqualTo("object.metadata.name == '" + policy + "'");
    }

    @Test
    void everyKindWithPodsIsJudgedOnCreateAndUpdate() {
        assertThat(judged(Chart.render("{}")))
                .containsExactlyInAnyOrder(
                        "CREATE /pods",
                        "UPDATE /pods",
                        "UPDATE /pods/ephemeralcontainers",
                        "CREATE /replicationcontrollers",
                        "UPDATE /replicationcontrollers",
                        "CREATE apps/deployments",
                        "UPDATE apps/deployments",
                        "CREATE apps/replicasets",
                        "UPDATE apps/replicasets",
                        "CREATE apps/statefulsets",
                        "UPDATE apps/statefulsets",
                        "CREATE apps/daemonsets",
                        "UPDATE apps/daemonsets",
                        "CREATE batch/jobs",
                        "UPDATE batch/jobs",
                        "CREATE batch/cronjobs",
                        "UPDATE batch/cronjobs");
    }

    @Test
    void customKindsAreJudgedWhateverTheirSpecLooksLike() {
        Rendering rendering = Chart.render(
                "webhook: {customKinds: [{group: argoproj.io, versions: [v1alpha1], resources: [rollouts]}]}");
        assertThat(judged(rendering)).contains("CREATE argoproj.io/rollouts", "UPDATE argoproj.io/rollouts");
        JsonNode custom = workloadWebhooks(rendering).stream()
                .filter(w -> w.path("name").asText().equals("custom-kinds.plinth.dev"))
                .findFirst()
                .orElseThrow();
        assertThat(custom.has("matchConditions")).isFalse();
    }

    @Test
    void theOnlyConditionOfItsOwnLetsEveryCreationPass() {
        JsonNode conditions = workloadWebhooks(Chart.render("{}")).getFirst().path("matchConditions");
        assertThat(conditions.findValuesAsText("expression"))
                .containsExactly("request.operation != 'UPDATE' || !has(object.spec) || !has(oldObject.spec)"
                        + " || object.spec != oldObject.spec");
    }

    @ParameterizedTest
    @MethodSource("valueSets")
    void nobodyLeavesByALabelOfTheirOwnObjects(ValueSet set) {
        assertThat(webhooks(Chart.render(set.values()))).allSatisfy(webhook -> {
            assertThat(webhook.path("objectSelector").toString()).isEqualTo("{}");
            assertThat(webhook.path("matchPolicy").asText()).isEqualTo("Equivalent");
            assertThat(webhook.path("admissionReviewVersions").toString()).isEqualTo("[\"v1\"]");
        });
    }

    @Test
    void theOptOutLabelIsGuarded() {
        Rendering rendering = Chart.render("webhook: {optOut: {enabled: true, label: corp/skip}}");
        assertThat(workloadWebhooks(rendering)
                        .getFirst()
                        .at("/namespaceSelector/matchExpressions")
                        .toString())
                .contains("{\"key\":\"corp/skip\",\"operator\":\"NotIn\",\"values\":[\"true\"]}");
        JsonNode guard = rendering.one("ValidatingAdmissionPolicy");
        assertThat(guard.at("/spec/failurePolicy").asText()).isEqualTo("Fail");
        assertThat(rendering.one("ValidatingAdmissionPolicyBinding").at("/spec/policyName"))
                .isEqualTo(guard.at("/metadata/name"));
        assertThat(rendering
                        .one("ValidatingAdmissionPolicyBinding")
                        .at("/spec/validationActions")
                        .toString())
                .isEqualTo("[\"Deny\"]");
    }

    @Test
    void callsTheServiceOnItsPort() {
        Rendering rendering = Chart.render("{}");
        JsonNode service = rendering.one("Service");
        assertThat(webhooks(rendering)).allSatisfy(webhook -> {
            JsonNode called = webhook.at("/clientConfig/service");
            assertThat(called.path("name")).isEqualTo(service.at("/metadata/name"));
            assertThat(called.path("namespace")).isEqualTo(service.at("/metadata/namespace"));
            assertThat(called.path("port")).isEqualTo(service.at("/spec/ports/0/port"));
        });
    }

    private static List<JsonNode> webhooks(Rendering rendering) {
        return StreamSupport.stream(
                        rendering
                                .one("ValidatingWebhookConfiguration")
                                .path("webhooks")
                                .spliterator(),
                        false)
                .toList();
    }

    private static List<JsonNode> workloadWebhooks(Rendering rendering) {
        return webhooks(rendering).stream()
                .filter(w -> path(w).equals("/validate"))
                .toList();
    }

    private static String path(JsonNode webhook) {
        return webhook.at("/clientConfig/service/path").asText();
    }

    private static List<String> excluded(JsonNode webhook) {
        List<String> names = new ArrayList<>();
        for (JsonNode expression : webhook.at("/namespaceSelector/matchExpressions")) {
            if (expression.path("key").asText().equals("kubernetes.io/metadata.name")
                    && expression.path("operator").asText().equals("NotIn")) {
                expression.path("values").forEach(v -> names.add(v.asText()));
            }
        }
        return names;
    }

    private static Set<String> judged(Rendering rendering) {
        Set<String> judged = new TreeSet<>();
        for (JsonNode webhook : workloadWebhooks(rendering)) {
            for (JsonNode rule : webhook.path("rules")) {
                for (JsonNode operation : rule.path("operations")) {
                    for (JsonNode resource : rule.path("resources")) {
                        judged.add(operation.asText() + " "
                                + rule.at("/apiGroups/0").asText() + "/" + resource.asText());
                    }
                }
            }
        }
        return judged;
    }
}
