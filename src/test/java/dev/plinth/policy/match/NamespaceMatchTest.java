package dev.plinth.policy.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.plinth.policy.match.LabelSelector.Operator;
import dev.plinth.policy.match.LabelSelector.Requirement;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamespaceMatchTest {

    private static NamespaceMatch select(Requirement... requirements) {
        return new NamespaceMatch(List.of(), new LabelSelector(List.of(requirements)));
    }

    @ParameterizedTest
    @CsvSource({
        "shop, shop, true",
        "shop, shop-eu, false",
        "shop-*, shop-eu, true",
        "shop-*, shop-, true",
        "shop-*, shop, false",
        "*, anything, true",
        "*-prod, shop-prod, true",
        "s*p-*d, shop-prod, true",
        "s*p-*d, shop-prod-x, false",
        "a*a*a*a*b, aaaaaaaaaaaaaaaaaaaa, false",
    })
    void namesMatchWithStars(String pattern, String name, boolean matches) {
        assertThat(NamePattern.parse(pattern).matches(name)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Shop", "shop/x", "shop.x", "shop x", "é"})
    void whatNoNamespaceIsCalledIsRefused(String pattern) {
        assertThatIllegalArgumentException().isThrownBy(() -> NamePattern.parse(pattern));
    }

    @ParameterizedTest
    @CsvSource({
        // operator, values, label (none if empty), holds
        "IN, a b, a, true",
        "IN, a b, c, false",
        "IN, a b, , false",
        "NOT_IN, a b, a, false",
        "NOT_IN, a b, c, true",
        "NOT_IN, a b, , true",
        "EXISTS, , a, true",
        "EXISTS, , , false",
        "DOES_NOT_EXIST, , a, false",
        "DOES_NOT_EXIST, , , true",
    })
    void operatorsAreThoseOfKubernetes(
            Operator operator, @Nullable String values, @Nullable String label, boolean holds) {
        Requirement requirement =
                new Requirement("k", operator, values == null ? List.of() : List.of(values.split(" ")));

        assertThat(select(requirement).matches("shop", label == null ? Map.of() : Map.of("k", label)))
                .isEqualTo(holds);
    }

    @Test
    void allRequirementsMustHold() {
        NamespaceMatch match = select(
                new Requirement("a", Operator.IN, List.of("1")), new Requirement("b", Operator.EXISTS, List.of()));

        assertThat(match.matches("shop", Map.of("a", "1", "b", "2"))).isTrue();
        assertThat(match.matches("shop", Map.of("a", "1"))).isFalse();
    }

    @Test
    void emptySelectorMatchesEverything() {
        assertThat(select().matches("shop", Map.of())).isTrue();
    }

    @Test
    void namesAndLabelsMustBothFit() {
        NamespaceMatch match = new NamespaceMatch(
                List.of(NamePattern.parse("shop")),
                new LabelSelector(List.of(new Requirement("a", Operator.EXISTS, List.of()))));

        assertThat(match.matches("shop", Map.of("a", ""))).isTrue();
        assertThat(match.matches("shop", Map.of())).isFalse();
        assertThat(match.matches("cart", Map.of("a", ""))).isFalse();
    }

    @Test
    void unknownLabelsMatchAndAreKnownToBeAGuess() {
        NamespaceMatch match = select(new Requirement("a", Operator.IN, List.of("1")));

        assertThat(match.matches("shop", null)).isTrue();
        assertThat(match.guesses(null)).isTrue();
        assertThat(match.guesses(Map.of())).isFalse();
        assertThat(NamespaceMatch.ALL.guesses(null)).isFalse();
    }

    @Test
    void labelWithTheNamespacesNameIsAlwaysKnown() {
        NamespaceMatch match = select(new Requirement("kubernetes.io/metadata.name", Operator.IN, List.of("shop")));

        assertThat(match.matches("shop", null)).isTrue();
        assertThat(match.matches("cart", null)).isFalse();
        assertThat(match.matches("shop", Map.of())).isTrue();
        assertThat(match.guesses(null)).isFalse();
    }

    @Test
    void requirementWithValuesItCannotHaveIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Requirement("k", Operator.IN, List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new Requirement("k", Operator.EXISTS, List.of("a")));
    }
}
