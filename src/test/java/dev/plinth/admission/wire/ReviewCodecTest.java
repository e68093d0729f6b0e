package dev.plinth.admission.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.codec.Json;
import dev.plinth.data.Node;
import dev.plinth.testing.Rounds;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReviewCodecTest {

    private static final String POD = """
            {"request":{"object":{"kind":"Pod","apiVersion":"v1","metadata":{"name":"cart","namespace":"shop",
            "managedFields":[{"a":{"b":1}}],"labels":{"l":"1"},"annotations":{"kubernetes.io/config.mirror":"x","other":"y"},
            "ownerReferences":[{"kind":"Node","controller":true}]},
            "spec":{"containers":[{"name":"app","image":"a:1","env":[{"name":"image","value":"no"}],"image2":"no"}],
            "volumes":[{"name":"v","image":{"reference":"b:1"}},{"name":"t","emptyDir":{}}],"tolerations":[{"key":"k"}],
            "nodeSelector":{"kubernetes.io/os":"linux"},"serviceAccountName":"runner"},"status":{"phase":"Running"}},
            "uid":"u-1","kind":{"group":"","version":"v1","kind":"Pod"},"operation":"CREATE","dryRun":true,
            "userInfo":{"groups":["g"],"username":"alice","extra":{"username":["mallory"]}},"namespace":"shop"},
            "apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview"}
            """;

    private final ReviewCodec codec = new ReviewCodec();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void readsWhatIsNeededInWhateverOrder() throws Exception {
        AdmissionRequest request = read(bytes(POD));

        assertThat(request.uid()).isEqualTo("u-1");
        assertThat(request.kind()).isEqualTo("Pod");
        assertThat(request.apiVersion()).isEqualTo("v1");
        assertThat(request.user()).isEqualTo("alice");
        assertThat(request.dryRun()).isTrue();
        assertThat(request.bringsObject()).isTrue();
        assertThat(request.object().text("spec", "serviceAccountName")).contains("runner");
        assertThat(request.object().items("spec", "containers").getFirst().text("image"))
                .contains("a:1");
        assertThat(request.object().items("spec", "volumes").getFirst().text("image", "reference"))
                .contains("b:1");
        assertThat(request.object().items("metadata", "ownerReferences")).hasSize(1);
    }

    @Test
    void leavesOutWhatTellsNoImage() throws Exception {
        Node object = read(bytes(POD)).object();

        assertThat(object.find("status")).isEmpty();
        assertThat(object.find("metadata", "managedFields")).isEmpty();
        assertThat(object.find("metadata", "labels")).isEmpty();
        assertThat(object.entries("metadata", "annotations")).containsOnlyKeys(AdmissionRequest.MIRROR);
        assertThat(object.find("spec", "tolerations")).isEmpty();
        assertThat(object.items("spec", "containers").getFirst().entries()).containsOnlyKeys("name", "image");
    }

    @Test
    void readsObjectsWholeWhereThatIsWanted() throws Exception {
        AdmissionRequest request = codec.readWhole(new ByteArrayInputStream(bytes(POD)));

        assertThat(request.object().text("status", "phase")).contains("Running");
        assertThat(request.object().text("metadata", "labels", "l")).contains("1");
    }

    @Test
    void damagedReviewsAreRefusedAndNeverHalfRead() {
        byte[] whole = bytes(POD);
        for (int length = 0; length < whole.length - 2; length++) {
            byte[] cut = java.util.Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(cut)).isInstanceOf(NoReviewException.class);
        }
    }

    @Test
    void arbitraryDamageThrowsNothingElse() {
        Random random = new Random(42);
        byte[] whole = bytes(POD);
        for (int round = 0; round < Rounds.of(20_000); round++) {
            byte[] damaged = whole.clone();
            for (int i = 0; i <= random.nextInt(4); i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(read(damaged).uid()).isNotEmpty();
            } catch (NoReviewException e) {
                assertThat(e.getMessage()).isNotBlank().doesNotContain("mallory");
            }
        }
    }

    @Test
    void writesADenialAsTheApiServerReadsIt() throws Exception {
        Node written = new Json()
                .json(codec.write(new AdmissionResponse(
                        "u-1", false, "no \"because\"\nof this", List.of("mind"), Map.of("verdict", "denied"))));

        assertThat(written.text("kind")).contains("AdmissionReview");
        assertThat(written.text("apiVersion")).contains("admission.k8s.io/v1");
        assertThat(written.text("response", "uid")).contains("u-1");
        assertThat(written.flag("response", "allowed")).contains(false);
        assertThat(written.whole("response", "status", "code")).hasValue(403);
        assertThat(written.text("response", "status", "reason")).contains("Forbidden");
        assertThat(written.text("response", "status", "message")).contains("no \"because\"\nof this");
        assertThat(written.texts("response", "warnings")).containsExactly("mind");
        assertThat(written.textEntries("response", "auditAnnotations")).containsEntry("verdict", "denied");
    }

    @Test
    void denialAndMessageGoTogether() {
        assertThatThrownBy(() -> new AdmissionResponse("u", true, "why", List.of(), Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AdmissionResponse("u", false, null, List.of(), Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void objectsOfCountlessSmallValuesAreRefused() {
        for (String object :
                List.of("{\"spec\":{\"containers\":[%s{}]}}", "{\"spec\":{\"x\":[%s{}]}}", "{\"spec\":[%s[]]}")) {
            String filled = object.formatted("{},".repeat(60_000));
            String body =
                    "{\"kind\":\"AdmissionReview\",\"apiVersion\":\"admission.k8s.io/v1\",\"request\":{\"uid\":\"u-1\","
                            + "\"kind\":{\"group\":\"\",\"version\":\"v1\",\"kind\":\"Pod\"},\"operation\":\"CREATE\",\"object\":"
                            + filled
                            + "}}";
            assertThatThrownBy(() -> read(bytes(body)))
                    .isInstanceOf(NoReviewException.class)
                    .hasMessageContaining("values");
        }
    }

    private AdmissionRequest read(byte[] body) throws NoReviewException {
        return codec.read(new ByteArrayInputStream(body));
    }
}
