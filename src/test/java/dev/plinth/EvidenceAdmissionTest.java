package dev.plinth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.codec.Json;
import dev.plinth.data.Node;
import dev.plinth.testing.images.SketchedImage;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every kind of evidence and every kind of lie, as a review through HTTPS: {@link HonestCases}, {@link LieCases}. The policy denies
 * what is not scratch, pinned by digest and verified, so that the answer has to tell all three.
 */
@QuarkusTest
@QuarkusTestResource(ServerResource.class)
class EvidenceAdmissionTest {

    private static final String POLICY = """
            apiVersion: plinth.dev/v1
            kind: BaseImagePolicy
            mode: enforce
            onUnknown: deny
            onUnavailable: deny
            rules:
              - name: nothing-below
                require: { tier: { atMost: scratch } }
              - name: pinned
                require: { basePinning: { atLeast: digest } }
              - name: proven
                require: { evidence: { atLeast: verified } }
            """;

    @TestHTTPResource(value = "/", tls = true)
    URI webhook;

    @Inject
    ServeConfig config;

    @Inject
    ServeGraph graph;

    @TestFactory
    Stream<DynamicTest> evidenceIsTold() {
        return tests(HonestCases.all());
    }

    @TestFactory
    Stream<DynamicTest> liesAreSeenThrough() {
        return tests(LieCases.all());
    }

    private Stream<DynamicTest> tests(List<EvidenceCase> cases) {
        return cases.stream().map(one -> DynamicTest.dynamicTest(one.name(), () -> isTold(one)));
    }

    private void isTold(EvidenceCase one) throws Exception {
        try (EvidenceStage stage = new EvidenceStage()) {
            SketchedImage image = one.image().apply(stage);
            image.push(stage.registry, "shop/cart:1");
            graph.documents()
                    .take(
                            Map.of("policy.yaml", POLICY, "registries.yaml", registries(stage.registry.host())),
                            "ConfigMap plinth/policy");
            assertThat(graph.documents().complaint()).isEmpty();
            ApiServer apiServer = new ApiServer(webhook, Path.of(config.tlsDirectory()));
            HttpResponse<String> response =
                    apiServer.review(review(image.image().platform().os()));
            assertThat(response.statusCode()).isEqualTo(200);
            Node answer = new Json().json(response.body().getBytes(StandardCharsets.UTF_8));
            String message = answer.text("response", "status", "message").orElse(response.body());
            if (Boolean.getBoolean("golden.print")) {
                System.out.println("== " + one.name() + "\n" + message);
            }
            assertThat(message).contains(one.tells());
            assertThat(one.hides()).noneMatch(message::contains);
        }
    }

    private static String registries(String host) {
        return """
                apiVersion: plinth.dev/v1
                kind: RegistryConfig
                registries:
                  - { prefix: registry.test, only: true, mirrors: [{ location: "%1$s", plainHttp: true, allowPrivateAddresses: true }] }
                  - { prefix: mirror.test, only: true, mirrors: [{ location: "%1$s", plainHttp: true, allowPrivateAddresses: true }] }
                  - { prefix: mirror.test.evil.test, only: true, mirrors: [{ location: "%1$s/evil", plainHttp: true, allowPrivateAddresses: true }] }
                  - { prefix: docker.io, only: true, mirrors: [{ location: "%1$s/hub", plainHttp: true, allowPrivateAddresses: true }] }
                  - { prefix: gcr.io, only: true, mirrors: [{ location: "%1$s/gcr", plainHttp: true, allowPrivateAddresses: true }] }
                  - { prefix: registry.access.redhat.com, only: true, mirrors: [{ location: "%1$s/redhat", plainHttp: true, allowPrivateAddresses: true }] }
                identities:
                  - { prefix: mirror.test/hub, is: docker.io }
                """.formatted(host);
    }

    private static String review(String os) {
        return """
                {"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{"uid":"00000000-0000-4000-8000-000000000099",
                 "kind":{"group":"","version":"v1","kind":"Pod"},"operation":"CREATE","namespace":"shop","name":"cart",
                 "userInfo":{"username":"alice"},
                 "object":{"apiVersion":"v1","kind":"Pod","metadata":{"name":"cart","namespace":"shop"},
                  "spec":{"nodeSelector":{"kubernetes.io/os":"%s"},"containers":[{"name":"app","image":"registry.test/shop/cart:1"}]}}}}
                """.formatted(os);
    }
}
