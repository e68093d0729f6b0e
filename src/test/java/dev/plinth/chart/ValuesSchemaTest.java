package dev.plinth.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.chart.rendering.Chart;
import dev.plinth.chart.rendering.ChartValue;
import dev.plinth.chart.rendering.Yaml;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ValuesSchemaTest {

    static List<ChartValue> values() {
        return ChartValue.all();
    }

    static List<String> groups() {
        return ChartValue.groups();
    }

    @ParameterizedTest
    @MethodSource("groups")
    void unknownKeyIsRefused(String group) {
        ChartValue surplus = new ChartValue(group.isEmpty() ? "surplus" : group + ".surplus");
        assertThat(Chart.refusal(surplus.in(Yaml.object(), Yaml.parse("1"))))
                .hasValueSatisfying(why -> assertThat(why).contains("'surplus' not allowed"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void wrongTypeIsRefused(ChartValue value) {
        // A list of a text and an object is none of what any value takes.
        String values = value.in(Yaml.object(), Yaml.parse("[text, {object: 1}]"));
        assertThat(Chart.refusal(values))
                .hasValueSatisfying(
                        why -> assertThat(why).contains("at '/" + value.path().replace('.', '/')));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{webhook: {failurePolicy: fail}}                     | /webhook/failurePolicy",
                "{webhook: {timeoutSeconds: 31}}                      | /webhook/timeoutSeconds",
                "{image: {digest: 'sha256:abc'}}                      | /image/digest",
                "{cache: {redis: {url: 'redis://:secret@redis'}}}     | /cache/redis/url",
                "{cache: {redis: {url: 'http://redis'}}}              | /cache/redis/url",
                "{image: {repository: 'plinth@sha256:abc'}}           | /image/repository",
                "{platforms: [amd64]}                                 | /platforms/0",
                "{replicaCount: 0}                                    | /replicaCount",
                "{ports: {webhook: 443}}                              | /ports/webhook",
                "{log: {level: info}}                                 | /log/level",
                "{podDisruptionBudget: {maxUnavailable: 0}}           | /podDisruptionBudget/maxUnavailable",
                "{webhook: {customKinds: [{group: a.b, kind: C}]}}    | /webhook/customKinds/0",
                "{certificate: {provided: {caBundle: bm90IFBFTQ==}}}  | /certificate/provided/caBundle",
                "{policy: {document: {mode: warn}}}                   | /policy/document",
            })
    void badValueIsRefused(String values, String where) {
        assertThat(Chart.refusal(values))
                .hasValueSatisfying(why -> assertThat(why).contains("at '" + where));
    }

    @Test
    void isClosedExceptWhereKubernetesChecks() {
        List<String> open = new ArrayList<>();
        collectOpen("", Yaml.read(Chart.DIRECTORY.resolve("values.schema.json")), open);
        // `global` is set by Helm in dependencies; what is passed on to a pod is checked by Kubernetes, by whatever
        // version it is.
        assertThat(open)
                .containsExactlyInAnyOrder(
                        "/definitions/kubernetesObject", "/definitions/named/items", "/properties/global");
    }

    private static void collectOpen(String path, JsonNode schema, List<String> open) {
        if (schema.path("type").asText().equals("object") && !schema.has("additionalProperties")) {
            open.add(path);
        }
        if (schema.isArray()) {
            for (int i = 0; i < schema.size(); i++) {
                collectOpen(path + "/" + i, schema.get(i), open);
            }
        }
        schema.properties().forEach(e -> collectOpen(path + "/" + e.getKey(), e.getValue(), open));
    }
}
