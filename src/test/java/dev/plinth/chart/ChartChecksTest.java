package dev.plinth.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.chart.rendering.Chart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Contradictions between values are refused before anything is installed, in words that say what to do. */
class ChartChecksTest {

    @Test
    void namespaceDefaultIsRefusedBecauseNothingInItWouldBeJudged() {
        assertThat(Chart.refusal("plinth", "default", "{}"))
                .hasValueSatisfying(why -> assertThat(why)
                        .contains(
                                "Plinth needs a namespace of its own", "--namespace plinth-system --create-namespace"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{replicaCount: 1, webhook: {failurePolicy: Fail}}                                | Fail with 1 replica: no pod could start while it restarts. Set replicaCount to at least 2",
                "{autoscaling: {enabled: true, minReplicas: 1}, webhook: {failurePolicy: Fail}}   | Set autoscaling.minReplicas to at least 2",
                "{podDisruptionBudget: {enabled: false}, webhook: {failurePolicy: Fail}}          | Fail without podDisruptionBudget.enabled",
                "{autoscaling: {enabled: true, minReplicas: 6}}                                   | autoscaling.minReplicas is above autoscaling.maxReplicas",
                "{policy: {existingConfigMap: mine}, registries: {document: 'a: b'}}              | put it under the key registries.yaml of ConfigMap mine",
                "{policy: {document: 'a: [b'}}                                                    | policy.document is not YAML",
                "{policy: {document: 'kind: BaseImagePolicy'}}                                    | policy.document must begin with `apiVersion: plinth.dev/v1` and `kind: BaseImagePolicy`",
                "{registries: {document: 'kind: BaseImagePolicy'}}                                | registries.document must begin with `apiVersion: plinth.dev/v1` and `kind: RegistryConfig`",
                "{certificate: {mode: provided}}                                                  | name the Secret in certificate.provided.secretName",
                "{ports: {webhook: 9000}}                                                         | ports.webhook and ports.management must differ",
                "{cache: {redis: {existingSecret: s}}}                                            | are for the server at cache.redis.url, and there is none",
                "{cache: {redis: {url: 'redis://r', caFile: /ca.crt}}}                            | cache.redis.caFile is for TLS: write cache.redis.url with rediss://",
                "{webhook: {clientCertificates: {names: [a]}}}                                     | webhook.clientCertificates.names is of no use without webhook.clientCertificates.caConfigMap",
                "{shutdown: {gracePeriodSeconds: 15}}                                             | reviews under way would be cut off",
                "{extraEnv: [{name: PLINTH_PORT, value: '1'}]}                                    | extraEnv sets PLINTH_PORT, which the chart sets from its own values",
                "{extraEnv: [{name: JAVA_TOOL_OPTIONS, value: '-Xmx1g'}]}                         | extraEnv sets JAVA_TOOL_OPTIONS",
            })
    void contradictionIsRefused(String values, String text) {
        assertThat(Chart.refusal(values))
                .hasValueSatisfying(why -> assertThat(why).contains(text));
    }
}
