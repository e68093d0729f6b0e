package dev.plinth;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no review gets a reason, and is never allowed. */
@QuarkusTest
@QuarkusTestResource(ServerResource.class)
class BadInputTest {

    private static final String UID = "0df28fbd-5f5f-11e8-bc74-36e6bb280816";

    @TestHTTPResource(value = "/", tls = true)
    URI webhook;

    @Inject
    ServeConfig config;

    @Inject
    ServeGraph graph;

    private ApiServer apiServer;

    @BeforeEach
    void callAsTheApiServer() throws Exception {
        apiServer = new ApiServer(webhook, Path.of(config.tlsDirectory()));
        graph.documents().take(Map.of("policy.yaml", ""), "test");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "null",
                "[]",
                "42",
                "\"AdmissionReview\"",
                "{}",
                "not json at all",
                "{\"kind\":\"AdmissionReview\",\"apiVersion\":\"admission.k8s.io/v1\"}",
                "{\"kind\":\"AdmissionReview\",\"apiVersion\":\"admission.k8s.io/v1\",\"request\":null}",
                "{\"kind\":\"AdmissionReview\",\"apiVersion\":\"admission.k8s.io/v1\",\"request\":[]}",
                "{\"kind\":\"AdmissionReview\",\"apiVersion\":\"admission.k8s.io/v1\",\"request\":{}}",
                "{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"x\"}}"
            })
    void whatIsNoReviewIsABadRequest(String body) throws Exception {
        HttpResponse<String> response = apiServer.review(body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body())
                .contains("\"kind\":\"Status\"", "\"reason\":\"BadRequest\"", "\"message\":\"")
                .doesNotContain("allowed", "Exception", "\tat ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"operation\":\"CREATE\",\"object\":null",
                "\"operation\":\"CREATE\"",
                "\"operation\":\"CREATE\",\"object\":[]",
                "\"operation\":\"CREATE\",\"object\":\"pod\"",
                "\"operation\":\"UPDATE\",\"oldObject\":{}",
                "\"operation\":\"PATCH\",\"object\":{}",
                "\"object\":{}",
                "\"operation\":\"CREATE\",\"object\":{\"spec\":{},\"spec\":{}}"
            })
    void requestThatCannotBeJudgedIsABadRequestThatNamesItsUid(String rest) throws Exception {
        HttpResponse<String> response = apiServer.review(review("\"uid\":\"" + UID + "\"," + pod() + "," + rest));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("\"uid\":\"" + UID + "\"").doesNotContain("allowed");
    }

    @Test
    void requestWithoutKindOrUidIsABadRequest() throws Exception {
        String rest = "\"operation\":\"CREATE\",\"object\":{}";
        assertThat(apiServer.review(review("\"uid\":\"" + UID + "\"," + rest)).statusCode())
                .isEqualTo(400);
        assertThat(apiServer.review(review(pod() + "," + rest)).statusCode()).isEqualTo(400);
        assertThat(apiServer.review(review("\"uid\":{}," + pod() + "," + rest)).statusCode())
                .isEqualTo(400);
    }

    @Test
    void olderVersionIsABadRequestThatNamesItsUid() throws Exception {
        String body = review("\"uid\":\"" + UID + "\"," + pod() + ",\"operation\":\"CREATE\",\"object\":{}")
                .replace("admission.k8s.io/v1", "admission.k8s.io/v1beta1");

        HttpResponse<String> response = apiServer.review(body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("admission.k8s.io/v1", UID).doesNotContain("allowed");
    }

    @Test
    void tooDeepIsABadRequest() throws Exception {
        String deep = "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000);

        assertThat(apiServer
                        .review(review("\"uid\":\"" + UID + "\"," + pod()
                                + ",\"operation\":\"CREATE\",\"object\":{\"spec\":" + deep + "}"))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void truncatedReviewNamesTheUidThatWasReadAlready() throws Exception {
        HttpResponse<String> response = apiServer.review(
                "{\"kind\":\"AdmissionReview\",\"apiVersion\":\"admission.k8s.io/v1\",\"request\":{\"uid\":\"" + UID
                        + "\",\"object\":{");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains(UID);
    }

    @Test
    void bodiesOverTheLimitAreTooLarge() throws Exception {
        byte[] large = new byte[16 * 1024 * 1024 + 1];

        HttpResponse<String> announced = apiServer.post("/validate", BodyPublishers.ofByteArray(large));
        HttpResponse<String> unannounced =
                apiServer.post("/validate", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)));

        assertThat(announced.statusCode()).isEqualTo(413);
        assertThat(announced.body()).contains("larger than 16 MiB").doesNotContain("allowed");
        assertThat(unannounced.statusCode()).isEqualTo(413);
        assertThat(unannounced.body()).doesNotContain("allowed");
    }

    @Test
    void bodiesBelowTheLimitAreJudged() throws Exception {
        String filler = "x".repeat(6 * 1024 * 1024);
        String body = review("\"uid\":\"" + UID + "\"," + pod()
                + ",\"operation\":\"CREATE\",\"object\":{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"spec\":{\"containers\":[]},"
                + "\"metadata\":{\"annotations\":{\"filler\":\"" + filler + "\"}}}");

        HttpResponse<String> response = apiServer.review(body);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("\"allowed\":true", UID);
    }

    @Test
    void otherMethodsAndPathsAreNotAnswered() throws Exception {
        assertThat(apiServer.get(webhook.resolve("/validate")).statusCode()).isEqualTo(405);
        assertThat(apiServer.get(webhook.resolve("/q/metrics")).statusCode()).isEqualTo(404);
        assertThat(apiServer.get(webhook.resolve("/q/health")).statusCode()).isEqualTo(404);
    }

    @Test
    void deletionsAreLetGo() throws Exception {
        HttpResponse<String> response = apiServer.review(
                review("\"uid\":\"" + UID + "\"," + pod() + ",\"operation\":\"DELETE\",\"object\":null"));
        assertThat(response.body()).contains("\"allowed\":true", UID);
    }

    private static String review(String request) {
        return "{\"kind\":\"AdmissionReview\",\"apiVersion\":\"admission.k8s.io/v1\",\"request\":{" + request + "}}";
    }

    private static String pod() {
        return "\"kind\":{\"group\":\"\",\"version\":\"v1\",\"kind\":\"Pod\"}";
    }
}
