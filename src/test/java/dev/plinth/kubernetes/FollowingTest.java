package dev.plinth.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.image.Platform;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

@EnableKubernetesMockClient(crud = true)
class FollowingTest {

    KubernetesClient client;

    private final List<String> heard = new CopyOnWriteArrayList<>();

    private final PolicyConfigMap.Listener listener = new PolicyConfigMap.Listener() {
        @Override
        public void changed(Map<String, String> data) {
            heard.add(data.getOrDefault("policy.yaml", "(none)"));
        }

        @Override
        public void deleted() {
            heard.add("(deleted)");
        }
    };

    private static ConfigMap policy(String name, String text) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace("plinth")
                .withName(name)
                .endMetadata()
                .addToData("policy.yaml", text)
                .build();
    }

    @Test
    void editsAndDeletionOfThePolicyAreHeardInOrder() throws Exception {
        client.resource(policy("policy", "one")).create();
        try (PolicyConfigMap watch = PolicyConfigMap.watch(client, "plinth", "policy", listener)) {
            Eventually.until(() -> heard.equals(List.of("one")));
            client.resource(policy("other", "not ours")).create();
            client.resource(policy("policy", "two")).update();
            Eventually.until(() -> heard.equals(List.of("one", "two")));
            assertThat(watch.isWatching()).isTrue();
            client.resource(policy("policy", "two")).delete();
            Eventually.until(() -> heard.equals(List.of("one", "two", "(deleted)")));
            client.resource(policy("policy", "three")).create();
            Eventually.until(() -> heard.equals(List.of("one", "two", "(deleted)", "three")));
        }
    }

    @Test
    void policyThatComesLaterIsHeard() throws Exception {
        try (PolicyConfigMap _ = PolicyConfigMap.watch(client, "plinth", "policy", listener)) {
            client.resource(policy("policy", "late")).create();
            Eventually.until(() -> heard.equals(List.of("late")));
        }
    }

    @Test
    void changeOfLabelsAloneIsNoChangeOfThePolicy() throws Exception {
        client.resource(policy("policy", "one")).create();
        try (PolicyConfigMap _ = PolicyConfigMap.watch(client, "plinth", "policy", listener)) {
            Eventually.until(() -> heard.size() == 1);
            client.resource(policy("policy", "one")
                            .edit()
                            .editMetadata()
                            .addToLabels("a", "b")
                            .endMetadata()
                            .build())
                    .update();
            client.resource(policy("policy", "two")).update();
            Eventually.until(() -> heard.contains("two"));
            assertThat(heard).containsExactly("one", "two");
        }
    }

    @Test
    void labelsOfNamespacesAreFollowed() throws Exception {
        client.resource(namespace("shop", Map.of("tier", "production"))).create();
        try (NamespaceLabels labels = new NamespaceLabels(client)) {
            Eventually.until(() -> Map.of("tier", "production").equals(labels.of("shop")));
            client.resource(namespace("shop", Map.of("tier", "test"))).update();
            client.resource(namespace("bare", Map.of())).create();
            Eventually.until(() -> Map.of("tier", "test").equals(labels.of("shop")));
            Eventually.until(() -> Map.of().equals(labels.of("bare")));
            client.resource(namespace("shop", Map.of())).delete();
            Eventually.until(() -> labels.of("shop") == null);
        }
    }

    private static Namespace namespace(String name, Map<String, String> labels) {
        return new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .withLabels(labels)
                .endMetadata()
                .build();
    }

    @Test
    void platformsOfNodesAreFollowedEachOnce() throws Exception {
        client.resource(node("a", "linux", "amd64")).create();
        client.resource(node("b", "linux", "amd64")).create();
        try (NodePlatforms platforms = new NodePlatforms(client)) {
            Eventually.until(() -> platforms.all().equals(List.of(Platform.LINUX_AMD64)));
            client.resource(node("c", "linux", "arm64")).create();
            Eventually.until(() -> platforms.all().equals(List.of(Platform.LINUX_AMD64, Platform.LINUX_ARM64)));
            client.resource(node("c", "linux", "arm64")).delete();
            Eventually.until(() -> platforms.all().equals(List.of(Platform.LINUX_AMD64)));
        }
    }

    private static Node node(String name, String os, String architecture) {
        return new NodeBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewStatus()
                .withNewNodeInfo()
                .withOperatingSystem(os)
                .withArchitecture(architecture)
                .endNodeInfo()
                .endStatus()
                .build();
    }
}
