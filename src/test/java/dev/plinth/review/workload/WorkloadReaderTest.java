package dev.plinth.review.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.codec.Yaml;
import dev.plinth.data.Node;
import dev.plinth.data.Parsed;
import dev.plinth.image.Platform;
import dev.plinth.policy.ContainerKind;
import dev.plinth.policy.CustomWorkload;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkloadReaderTest {

    private final WorkloadReader reader = WorkloadReader.of(
            List.of(new CustomWorkload("argoproj.io/v1alpha1", "Rollout", List.of("spec", "template"))),
            Set.of("auto"));

    @ParameterizedTest
    @CsvSource({
        "apps/v1, Deployment",
        "apps/v1, ReplicaSet",
        "apps/v1, StatefulSet",
        "apps/v1, DaemonSet",
        "v1, ReplicationController",
        "batch/v1, Job",
        "extensions/v1beta1, Deployment",
        "argoproj.io/v1alpha1, Rollout",
    })
    void readsEveryKindWithATemplate(String apiVersion, String kind) {
        Workload workload = read("""
                apiVersion: %s
                kind: %s
                metadata: {name: cart, namespace: shop}
                spec: {template: {spec: {containers: [{name: app, image: "a:1"}]}}}
                """.formatted(apiVersion, kind));

        assertThat(workload.title()).isEqualTo(kind + " shop/cart");
        assertThat(workload.images()).containsExactly(new ContainerImage(ContainerKind.CONTAINER, "app", "a:1"));
    }

    @Test
    void readsACronJobsTemplate() {
        Workload workload = read("""
                apiVersion: batch/v1
                kind: CronJob
                metadata: {name: nightly}
                spec: {jobTemplate: {spec: {template: {spec: {containers: [{name: app, image: "a:1"}]}}}}}
                """);

        assertThat(workload.images()).hasSize(1);
        assertThat(workload.namespace()).isEqualTo("default");
    }

    @Test
    void readsEveryPlaceOfAnImageAndLeavesPlaceholdersAndEmptyOnesOut() {
        Workload workload = read("""
                apiVersion: v1
                kind: Pod
                metadata:
                  generateName: web-
                  ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: web-1, controller: true}]
                spec:
                  serviceAccountName: robot
                  imagePullSecrets: [{name: one}, {}, {name: two}]
                  initContainers: [{name: init, image: "i:1"}, {name: mesh, image: auto}]
                  containers: [{name: app, image: "a:1"}, {name: none}, {name: empty, image: ""}]
                  ephemeralContainers: [{name: debug, image: "e:1"}]
                  volumes: [{name: model, image: {reference: "v:1"}}, {name: tmp, emptyDir: {}}]
                """);

        assertThat(workload.images().stream().map(ContainerImage::image)).containsExactly("a:1", "i:1", "e:1", "v:1");
        assertThat(workload.images().stream().map(ContainerImage::kind))
                .containsExactly(
                        ContainerKind.CONTAINER,
                        ContainerKind.INIT_CONTAINER,
                        ContainerKind.EPHEMERAL_CONTAINER,
                        ContainerKind.IMAGE_VOLUME);
        assertThat(workload.name()).isEqualTo("web-*");
        assertThat(workload.owner()).isEqualTo(new Owner("apps/v1", "ReplicaSet", "web-1"));
        assertThat(workload.requester().pullSecrets()).containsExactly("one", "two");
        assertThat(workload.requester().serviceAccount()).isEqualTo("robot");
    }

    @Test
    void readsThePlatformsThatAPodAsksFor() {
        Workload workload = read("""
                apiVersion: v1
                kind: Pod
                metadata: {name: p}
                spec:
                  nodeSelector: {kubernetes.io/os: linux}
                  affinity:
                    nodeAffinity:
                      requiredDuringSchedulingIgnoredDuringExecution:
                        nodeSelectorTerms:
                          - matchExpressions: [{key: kubernetes.io/arch, operator: In, values: [arm64, amd64]}]
                          - matchExpressions:
                              - {key: kubernetes.io/arch, operator: In, values: [amd64]}
                              - {key: other, operator: Exists}
                  containers: [{name: app, image: "a:1"}]
                """);

        assertThat(workload.platforms()).containsExactlyInAnyOrder(Platform.LINUX_ARM64, Platform.LINUX_AMD64);
    }

    @Test
    void oneTermThatLeavesTheArchitectureOpenLeavesItOpen() {
        Workload workload = read("""
                apiVersion: v1
                kind: Pod
                metadata: {name: p}
                spec:
                  affinity:
                    nodeAffinity:
                      requiredDuringSchedulingIgnoredDuringExecution:
                        nodeSelectorTerms:
                          - matchExpressions: [{key: kubernetes.io/arch, operator: In, values: [arm64]}]
                          - matchExpressions: [{key: kubernetes.io/os, operator: In, values: [linux]}]
                  containers: [{name: app, image: "a:1"}]
                """);

        assertThat(workload.platforms()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"v1, Service", "corp.io/v1, Deployment", "apps/v1, Pod", "'', ''", "v1, Deployment"})
    void leavesOtherKindsAlone(String apiVersion, String kind) {
        assertThat(reader.read(
                        new Node.Mapping(
                                Map.of("apiVersion", new Node.Text(apiVersion, 0), "kind", new Node.Text(kind, 0)), 0),
                        "default"))
                .isEmpty();
    }

    @Test
    void illTypedPartsAreAbsent() {
        assertThat(read("{apiVersion: v1, kind: Pod, metadata: [], spec: {containers: {a: 1}, volumes: [3, null]}}")
                        .images())
                .isEmpty();
        assertThat(reader.read(node("{apiVersion: v1, kind: Pod, spec: 3}"), "d"))
                .hasValueSatisfying(workload -> assertThat(workload.images()).isEmpty());
        assertThat(reader.read(node("{apiVersion: v1, kind: Pod}"), "d")).isEmpty();
        assertThat(reader.read(node("[]"), "d")).isEmpty();
    }

    private Workload read(String yaml) {
        return reader.read(node(yaml), "default").orElseThrow();
    }

    private static Node node(String yaml) {
        return ((Parsed.Valid<Node>) Yaml.read(yaml)).value();
    }
}
