package dev.plinth.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.admission.PolicyAdmission.DocumentProblem;
import dev.plinth.admission.wire.AdmissionResponse;
import dev.plinth.admission.wire.ReviewCodec;
import dev.plinth.data.Problem;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PolicyAdmissionTest {

    private static AdmissionResponse answer(List<DocumentProblem> problems, String kind, String operation)
            throws Exception {
        String body = """
                {"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{"uid":"u-1","operation":"%s",
                "kind":{"group":"","version":"v1","kind":"%s"},"object":{"data":{"policy.yaml":"text"}}}}""";
        return new PolicyAdmission(data -> data.equals(Map.of("policy.yaml", "text")) ? problems : List.of())
                .answer(new ReviewCodec()
                        .readWhole(new ByteArrayInputStream(
                                body.formatted(operation, kind).getBytes(StandardCharsets.UTF_8))));
    }

    private static DocumentProblem problem(int line) {
        return new DocumentProblem("policy.yaml", new Problem("mode", line, "must be one of enforce, warn, audit"));
    }

    @Test
    void badPolicyIsRefusedWithEveryProblemAndItsPlace() throws Exception {
        AdmissionResponse response = answer(List.of(problem(3), problem(7)), "ConfigMap", "UPDATE");

        assertThat(response.allowed()).isFalse();
        assertThat(response.uid()).isEqualTo("u-1");
        assertThat(response.message())
                .startsWith("plinth refused the policy: 2 problems")
                .contains("policy.yaml: line 3: mode: must be one of", "policy.yaml: line 7: ");
    }

    @Test
    void textsStayReadableHoweverBadThePolicyIs() throws Exception {
        List<DocumentProblem> many =
                IntStream.range(0, 500).mapToObj(PolicyAdmissionTest::problem).toList();

        assertThat(answer(many, "ConfigMap", "CREATE").message().lines()).hasSize(52);
    }

    @Test
    void goodPolicyDeletionAndOtherKindsAreLetGo() throws Exception {
        assertThat(answer(List.of(), "ConfigMap", "CREATE").allowed()).isTrue();
        assertThat(answer(List.of(problem(1)), "ConfigMap", "DELETE").allowed()).isTrue();
        assertThat(answer(List.of(problem(1)), "Secret", "CREATE").allowed()).isTrue();
    }
}
