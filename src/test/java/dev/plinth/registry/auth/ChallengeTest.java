package dev.plinth.registry.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.testing.Rounds;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChallengeTest {

    private static List<Challenge> parse(String... fields) {
        return Challenge.parse(List.of(fields));
    }

    @Test
    void parametersOfOneChallengeAndChallengesOfOneFieldAreToldApart() {
        assertThat(parse("Basic realm=\"a, b=\\\"c\\\"\", Bearer realm=\"https://x/token\",service=y ,scope=\"z\""))
                .containsExactly(
                        new Challenge("basic", Map.of("realm", "a, b=\"c\"")),
                        new Challenge("bearer", Map.of("realm", "https://x/token", "service", "y", "scope", "z")));
    }

    @Test
    void fieldsMayStandTwiceAndSchemesAlone() {
        assertThat(parse("Negotiate, Basic realm=x", "BEARER Realm = \"r\""))
                .containsExactly(
                        new Challenge("negotiate", Map.of()),
                        new Challenge("basic", Map.of("realm", "x")),
                        new Challenge("bearer", Map.of("realm", "r")));
    }

    @Test
    void opaqueCredentialsOfOtherSchemesArePassedOver() {
        assertThat(parse("NTLM TlRMTVNTUAAC/AA==, Bearer realm=\"r\""))
                .last()
                .isEqualTo(new Challenge("bearer", Map.of("realm", "r")));
    }

    @Test
    void firstOfTwoEqualParametersCounts() {
        assertThat(parse("Bearer realm=\"a\", realm=\"b\"").getFirst().parameter("realm"))
                .contains("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",,,", "=", "\"", "Bearer realm=\"unclosed", "Bearer realm=", "Bearer \\", "a=b=c=d"})
    void nonsenseIsReadWithoutAnError(String field) {
        assertThat(parse(field)).allMatch(challenge -> !challenge.scheme().isEmpty());
    }

    @Test
    void anyTextIsReadInTime() {
        Random random = new Random(7);
        String alphabet = "Bearer Basic=\",\\ \t/=:realm\u00e4x";
        for (int i = 0; i < Rounds.of(20_000); i++) {
            StringBuilder field = new StringBuilder();
            int length = random.nextInt(60);
            for (int c = 0; c < length; c++) {
                field.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThat(parse(field.toString())).hasSizeLessThanOrEqualTo(16);
        }
        assertThat(parse("Bearer x=y,".repeat(5_000))).isEmpty();
    }
}
