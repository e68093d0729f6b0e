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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What Plinth may do in the cluster: exactly what each feature needs, and nothing once that feature is off. */
class RightsTest {

    private static final String ALL_OFF = """
            certificate: {mode: provided, provided: {secretName: tls}}
            platforms: [linux/amd64]
            pullSecrets: {enabled: false}
            namespaceLabels: {enabled: false}
            events: {enabled: false}
            audit: {enabled: false}
            """;

    private static final Set<String> POLICY =
            Set.of("own list configmaps plinth-policy", "own watch configmaps plinth-policy");

    static List<ValueSet> valueSets() {
        return Chart.valueSets();
    }

    @Test
    void withoutAnyFeatureOnlyThePolicyIsRead() {
        assertThat(rights(ALL_OFF)).isEqualTo(POLICY);
        assertThat(Chart.render(ALL_OFF).all("ClusterRole")).isEmpty();
        assertThat(Chart.render(ALL_OFF).all("ClusterRoleBinding")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "certificate: {mode: self-managed} | own create secrets; own get secrets plinth-certificate; own list secrets plinth-certificate;"
                        + " own watch secrets plinth-certificate; own update secrets plinth-certificate;"
                        + " cluster get validatingwebhookconfigurations plinth.plinth-system; cluster patch validatingwebhookconfigurations plinth.plinth-system",
                "platforms: []                     | cluster list nodes; cluster watch nodes",
                "pullSecrets: {enabled: true}      | cluster get secrets; cluster get serviceaccounts",
                "namespaceLabels: {enabled: true}  | cluster list namespaces; cluster watch namespaces",
                "events: {enabled: true}           | cluster create events; cluster patch events",
                "audit: {enabled: true}            | own create leases; own get leases plinth-audit; own patch leases plinth-audit; cluster list pods; cluster list nodes;"
                        + " cluster get replicationcontrollers; cluster get deployments; cluster get replicasets; cluster get statefulsets;"
                        + " cluster get daemonsets; cluster get jobs; cluster get cronjobs",
            })
    void featureBringsItsRightsAndNoOthers(String feature, String expected) {
        String name = feature.substring(0, feature.indexOf(':'));
        String values =
                ALL_OFF.lines().filter(l -> !l.startsWith(name + ":")).reduce("", (a, b) -> a + b + "\n") + feature;
        Set<String> brought = rights(values);
        brought.removeAll(POLICY);
        assertThat(brought).isEqualTo(new TreeSet<>(List.of(expected.split("; *"))));
    }

    @Test
    void eventsOnOwnersNeedThePodsThemselvesToo() {
        assertThat(rights("{}")).contains("cluster get pods");
        assertThat(rights("events: {enabled: false}")).doesNotContain("cluster get pods");
    }

    @Test
    void customKindsAreReadAsOwners() {
        String kinds = "webhook: {customKinds: [{group: argoproj.io, versions: [v1alpha1], resources: [rollouts]}]}";
        assertThat(rights(kinds)).contains("cluster get rollouts");
        assertThat(rights(kinds + "\naudit: {enabled: false}")).doesNotContain("cluster get rollouts");
    }

    @ParameterizedTest
    @MethodSource("valueSets")
    void nothingIsDeletedAndNoWildcardGranted(ValueSet set) {
        assertThat(rights(set.values()))
                .noneMatch(r ->
                        r.contains("*") || r.contains(" delete") || r.contains(" bind ") || r.contains("impersonate"));
    }

    @Test
    void rolesAreBoundToTheServiceAccountOfThePods() {
        Rendering rendering = Chart.render("serviceAccount: {name: chosen}");
        for (String kind : List.of("RoleBinding", "ClusterRoleBinding")) {
            JsonNode binding = rendering.one(kind);
            assertThat(binding.at("/subjects/0/name").asText()).isEqualTo("chosen");
            assertThat(binding.at("/subjects/0/namespace").asText()).isEqualTo("plinth-system");
            JsonNode role = rendering.one(binding.at("/roleRef/kind").asText());
            assertThat(binding.at("/roleRef/name")).isEqualTo(role.at("/metadata/name"));
        }
        assertThat(rendering
                        .one("Deployment")
                        .at("/spec/template/spec/serviceAccountName")
                        .asText())
                .isEqualTo("chosen");
    }

    /** Each granted right as `own|cluster verb resource [name]`. */
    private static Set<String> rights(String values) {
        Set<String> rights = new TreeSet<>();
        Rendering rendering = Chart.render(values);
        List<JsonNode> roles = new ArrayList<>(rendering.all("Role"));
        roles.addAll(rendering.all("ClusterRole"));
        for (JsonNode role : roles) {
            String scope = role.path("kind").asText().equals("Role") ? "own" : "cluster";
            for (JsonNode rule : role.path("rules")) {
                String name = rule.at("/resourceNames/0").asText();
                rule.path("verbs")
                        .forEach(verb -> rule.path("resources")
                                .forEach(resource -> rights.add(
                                        (scope + " " + verb.asText() + " " + resource.asText() + " " + name).strip())));
            }
        }
        return rights;
    }
}
