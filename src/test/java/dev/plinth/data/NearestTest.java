package dev.plinth.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

    private static final List<String> KEYS =
            List.of("apiVersion", "mode", "rules", "namespaces", "exemptions", "onUnknown", "onUnavailable");

    @ParameterizedTest
    @CsvSource({
        "rule, rules",
        "rulse, rules",
        "Rules, rules",
        "modes, mode",
        "exemption, exemptions",
        "namespace, namespaces",
        "onunknown, onUnknown",
        "apiversion, apiVersion",
        "tier,",
        "x,",
        "whatever,",
    })
    void nearWordIsFoundAndFarOneIsNot(String word, @Nullable String nearest) {
        assertThat(Nearest.of(word, KEYS).orElse(null)).isEqualTo(nearest);
    }

    @Test
    void hintIsEmptyWhereNothingIsNear() {
        assertThat(Nearest.hint("tier", KEYS)).isEmpty();
        assertThat(Nearest.hint("rulse", KEYS)).isEqualTo(", did you mean 'rules'?");
    }

    @Test
    void longWordIsNobodysMistake() {
        assertThat(Nearest.of("x".repeat(1_000_000), KEYS)).isEmpty();
    }

    @Test
    void equallyNearWordsAreTakenInOrder() {
        assertThat(Nearest.of("bat", List.of("cat", "bad"))).contains("bad");
    }
}
