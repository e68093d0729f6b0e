package dev.plinth.policy.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "registry.corp/base/python:{version}-slim-{codename}",
                "{repository}:{plain}",
                "registry.corp/base/java:{major}",
                "registry.corp/{distribution}/base:{release}",
                "registry.corp/base:fixed"
            })
    void whatFillsIntoAReferenceWithATagIsATemplate(String template) {
        assertThat(Template.check(template)).isEqualTo(template);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "registry.corp/base",
                "registry.corp/base:{",
                "registry.corp/base:{}",
                "registry.corp/base:{ version }",
                "registry.corp/base:{version}}",
                "registry.corp/base:{verison}",
                "registry.corp/base@sha256:{version}",
                "x/UPPER:{version}"
            })
    void whatDoesNotIsRefused(String template) {
        assertThatIllegalArgumentException().isThrownBy(() -> Template.check(template));
    }

    @Test
    void wordThatIsNotKnownLeavesNothing() {
        assertThat(Template.fill("x:{version}-{codename}", Map.of("version", "3.12")))
                .isEmpty();
    }

    @Test
    void wordsAreFilledInWhereverTheyStand() {
        assertThat(Template.fill("r.io/{major}/x:{major}", Map.of("major", "3"))
                        .orElseThrow()
                        .canonical())
                .isEqualTo("r.io/3/x:3");
    }
}
