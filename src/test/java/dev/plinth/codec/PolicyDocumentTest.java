package dev.plinth.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.data.Parsed;
import dev.plinth.data.Problem;
import dev.plinth.review.workload.PolicyInForce;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class PolicyDocumentTest {

    @Test
    void theBuiltInPolicyIsValid() {
        assertThat(PolicyDocument.read(PolicyDocument.builtIn(), "built-in default"))
                .isInstanceOfSatisfying(
                        Parsed.Valid.class,
                        valid -> assertThat(((PolicyInForce) valid.value()).source())
                                .isEqualTo("built-in default"));
    }

    @Test
    void equalTextsHaveEqualVersions() {
        assertThat(version("{}"))
                .isEqualTo(version("{}"))
                .matches("[0-9a-f]{12}")
                .isNotEqualTo(version("# other"));
    }

    @Test
    void allThatIsWrongIsSaidWithItsLine() {
        assertThat(PolicyDocument.read("""
                        apiVersion: plinth.dev/v1
                        kind: BaseImagePolicy
                        mode: strict
                        onUnknown: perhaps
                        """, "file"))
                .asInstanceOf(InstanceOfAssertFactories.type(Parsed.Invalid.class))
                .satisfies(invalid -> assertThat(invalid.problems())
                        .hasSize(2)
                        .extracting(problem -> ((Problem) problem).line())
                        .containsExactly(3, 4));
    }

    @Test
    void whatIsNoYamlIsAProblemAndNoException() {
        assertThat(PolicyDocument.read("a: [", "file")).isInstanceOf(Parsed.Invalid.class);
    }

    private static String version(String text) {
        return switch (PolicyDocument.read(text, "file")) {
            case Parsed.Valid<PolicyInForce>(PolicyInForce policy) -> policy.version();
            case Parsed.Invalid<PolicyInForce> invalid -> throw new AssertionError(invalid.problems());
        };
    }
}
