package dev.plinth.review.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.codec.Yaml;
import dev.plinth.data.Node;
import dev.plinth.data.Parsed;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserlandUseTest {

    private static ContainerImage container(String rest) {
        Node pod = ((Parsed.Valid<Node>) Yaml.read("""
                        apiVersion: v1
                        kind: Pod
                        metadata: {name: cart}
                        spec: {containers: [{name: app, image: "a:1", %s}]}
                        """.formatted(rest))).value();
        return WorkloadReader.of(List.of(), Set.of())
                .read(pod, "default")
                .orElseThrow()
                .images()
                .getFirst();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "command: [sh, -c, \"exec app\"]",
                "command: [/bin/bash, /start]",
                "command: [/start.sh]",
                "args: [sh, -c, ls]",
                "livenessProbe: {exec: {command: [cat, /tmp/healthy]}}",
                "readinessProbe: {exec: {command: [/bin/sh, -c, \"test -f /ready\"]}}",
                "startupProbe: {exec: {command: [pgrep, app]}}",
                "lifecycle: {preStop: {exec: {command: [sleep, \"5\"]}}}"
            })
    void aPodThatUsesAShellOrItsProgramsSaysSo(String rest) {
        assertThat(container(rest).userland()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "command: [/app/server]",
                "args: [--listen, \":80\"]",
                "command: [java, -jar, app.jar], args: [sh]",
                "livenessProbe: {httpGet: {path: /, port: 80}}",
                "livenessProbe: {exec: {command: [/app/healthcheck]}}",
                "lifecycle: {preStop: {sleep: {seconds: 5}}}",
                "command: {no: list}"
            })
    void othersDoNot(String rest) {
        assertThat(container(rest).userland()).isFalse();
    }
}
