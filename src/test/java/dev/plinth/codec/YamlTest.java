package dev.plinth.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.data.Node;
import dev.plinth.data.Parsed;
import dev.plinth.data.Problem;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTest {

    @Test
    void keepsTheLinesOfValues() {
        Node node = valid("a: 1\nb:\n  - x\n  - y: 2027-02-01\n");

        assertThat(node.items("b").get(1).find("y").orElseThrow().line()).isEqualTo(4);
        assertThat(node.items("b").get(1).text("y")).contains("2027-02-01");
    }

    @Test
    void readsAStreamOfDocumentsAndJson() {
        Parsed<List<Node>> parsed = Yaml.readAll("---\na: 1\n---\n# nothing\n---\n{\"b\": [true]}\n");

        assertThat(parsed)
                .isInstanceOfSatisfying(
                        Parsed.Valid.class,
                        documents -> assertThat((List<?>) documents.value()).hasSize(2));
    }

    @Test
    void resolvesAliasesAndMerges() {
        Node node = valid("base: &b {x: 1, y: 2}\nuse: *b\nmerged:\n  <<: *b\n  y: 3\n");

        assertThat(node.whole("use", "x")).hasValue(1);
        assertThat(node.whole("merged", "x")).hasValue(1);
        assertThat(node.whole("merged", "y")).hasValue(3);
    }

    @Test
    void namesTheKeyThatStandsTwice() {
        assertThat(problem("a: 1\nb: 2\na: 3\n").toString()).contains("line").contains("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: [", "a: b: c", "\t- x", "a: *missing", "? [x]\n: 1", "a: !!binary x\n\0", "%YAML 9"})
    void refusesWhatIsNotYamlWithAPlace(String text) {
        assertThat(problem(text).text()).isNotBlank();
    }

    @Test
    void aSmallTextDoesNotBecomeALargeTree() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (int i = 1; i < 12; i++) {
            bomb.append("a").append(i).append(": &a").append(i).append(" [");
            bomb.append(("*a" + (i - 1) + ",").repeat(10)).setLength(bomb.length() - 1);
            bomb.append("]\n");
        }

        assertThat(problem(bomb.toString()).text()).isNotBlank();
    }

    @Test
    void aRecursiveAliasIsRefused() {
        assertThat(problem("a: &a [*a]\n").text()).isNotBlank();
    }

    @Test
    void refusesWhatIsTooDeep() {
        assertThat(problem("[".repeat(5_000)).text()).isNotBlank();
    }

    @Test
    void whateverArrivesIsReadOrRefused() {
        String valid = "apiVersion: v1\nrules:\n  - name: &x \"a\"\n    require: {tier: {atMost: *x}}\n";
        Random random = new Random(11);
        String alphabet = "&*:-[]{}\"'#|>!%@\n \ta0\0";
        for (int round = 0; round < 5_000; round++) {
            StringBuilder mutant = new StringBuilder(valid);
            for (int i = 0; i <= random.nextInt(4); i++) {
                mutant.setCharAt(random.nextInt(mutant.length()), alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThat(Yaml.readAll(mutant.toString())).isNotNull();
        }
    }

    private static Node valid(String text) {
        return switch (Yaml.read(text)) {
            case Parsed.Valid<Node>(Node node) -> node;
            case Parsed.Invalid<Node>(List<Problem> problems) -> throw new AssertionError(problems);
        };
    }

    private static Problem problem(String text) {
        return switch (Yaml.read(text)) {
            case Parsed.Valid<Node>(Node node) -> throw new AssertionError("read as " + node);
            case Parsed.Invalid<Node>(List<Problem> problems) -> problems.getFirst();
        };
    }
}
