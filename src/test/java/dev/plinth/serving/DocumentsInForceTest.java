package dev.plinth.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.admission.PolicyAdmission.DocumentProblem;
import dev.plinth.registry.settings.RegistrySettings;
import dev.plinth.review.workload.PolicyInForce;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DocumentsInForceTest {

    private static final String GOOD = "apiVersion: plinth.dev/v1\nkind: BaseImagePolicy\nmode: warn\n";
    private static final String BAD = "apiVersion: plinth.dev/v1\nkind: BaseImagePolicy\nmode: wran\nrulez: []\n";

    private final List<String> told = new ArrayList<>();
    private final List<RegistrySettings> installed = new ArrayList<>();
    private final DocumentsInForce documents =
            new DocumentsInForce((_, registries) -> installed.add(registries), new DocumentsInForce.Listener() {
                @Override
                public void accepted(PolicyInForce policy) {
                    told.add("accepted " + policy.version());
                }

                @Override
                public void refused(String source, List<DocumentProblem> problems, boolean nothingInForce) {
                    told.add("refused " + nothingInForce + " " + problems);
                }

                @Override
                public void gone(String source, boolean nothingInForce) {
                    told.add("gone " + nothingInForce);
                }
            });

    @Test
    void badEditKeepsTheLastGoodAndNamesEveryProblemWithItsPlace() {
        documents.take(Map.of("policy.yaml", GOOD), "ConfigMap plinth/policy");
        PolicyInForce good = documents.policy().orElseThrow();

        documents.take(Map.of("policy.yaml", BAD, "registries.yaml", "nonsense: 1\n"), "ConfigMap plinth/policy");

        assertThat(documents.policy()).containsSame(good);
        assertThat(told.getLast())
                .startsWith("refused false")
                .contains("policy.yaml: line 3: mode:", "policy.yaml: line 4: rulez:", "registries.yaml: ");
        assertThat(documents.complaint())
                .hasValueSatisfying(text -> assertThat(text).contains("not valid"));

        documents.take(Map.of("policy.yaml", GOOD), "ConfigMap plinth/policy");
        assertThat(documents.complaint()).isEmpty();
    }

    @Test
    void badRegistriesKeepAGoodPolicyOut() {
        documents.take(Map.of("policy.yaml", GOOD, "registries.yaml", "kind: RegistryConfig\n"), "x");

        assertThat(documents.policy()).isEmpty();
        assertThat(installed).isEmpty();
        assertThat(told.getLast()).startsWith("refused true");
    }

    @Test
    void deletedDocumentsStayInForce() {
        documents.take(Map.of("policy.yaml", GOOD), "x");
        documents.gone("x");

        assertThat(documents.policy()).isPresent();
        assertThat(told).endsWith("gone false");
    }

    @Test
    void mistypedKeysAreErrorsAndSoIsAMissingPolicy() {
        assertThat(DocumentsInForce.check(Map.of("policy.yml", GOOD)))
                .extracting(DocumentProblem::key)
                .containsExactlyInAnyOrder("policy.yml", "policy.yaml");
        assertThat(DocumentsInForce.check(Map.of("policy.yaml", ""))).isEmpty();
        assertThat(DocumentsInForce.check(Map.of("policy.yaml", "a: b: c"))).hasSize(1);
    }

    @Test
    void equalDocumentsHaveEqualVersions() {
        documents.take(Map.of("policy.yaml", GOOD), "x");
        documents.take(Map.of("policy.yaml", GOOD), "y");

        assertThat(told.get(0)).isEqualTo(told.get(1)).matches("accepted [0-9a-f]{12}");
    }
}
