package dev.plinth.policy.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.plinth.data.Node;
import dev.plinth.data.Parsed;
import dev.plinth.policy.Policy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Whatever a document holds, reading it ends soon, in a policy or in problems, and never in an exception. */
class HostilePolicyTest {

    private static final List<String> WORDS = List.of(
            "apiVersion",
            "kind",
            "mode",
            "rules",
            "name",
            "match",
            "require",
            "tier",
            "atMost",
            "atLeast",
            "base",
            "anyOf",
            "noneOf",
            "namespaces",
            "namespaceSelector",
            "matchLabels",
            "matchExpressions",
            "key",
            "operator",
            "values",
            "images",
            "containers",
            "exemptions",
            "expires",
            "reason",
            "bases",
            "advice",
            "from",
            "to",
            "workloads",
            "podTemplate",
            "placeholders",
            "contact",
            "enforceFrom",
            "baseSize",
            "baseAge",
            "shell",
            "slim",
            "digest",
            "In",
            "Exists",
            "enforce",
            "warn",
            "2027-01-01",
            "120Mi",
            "90d",
            "{version}",
            "**",
            "docker.io/*",
            "plinth.dev/v1",
            "BaseImagePolicy",
            "base-claim-refuted",
            "",
            "\u0000",
            "é",
            "a b");

    private static Node random(Random random, int depth) {
        int line = random.nextInt(50);
        return switch (random.nextInt(depth > 6 ? 4 : 8)) {
            case 0 -> new Node.Null(line);
            case 1 -> new Node.Flag(random.nextBoolean(), line);
            case 2 -> new Node.Num(random.nextBoolean() ? "1e99999" : "-" + random.nextInt(), line);
            case 3 -> new Node.Text(WORDS.get(random.nextInt(WORDS.size())), line);
            case 4, 5 -> {
                List<Node> items = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    items.add(random(random, depth + 1));
                }
                yield new Node.Sequence(items, line);
            }
            default -> {
                Map<String, Node> entries = new LinkedHashMap<>();
                for (int i = random.nextInt(8); i > 0; i--) {
                    entries.put(WORDS.get(random.nextInt(WORDS.size())), random(random, depth + 1));
                }
                yield new Node.Mapping(entries, line);
            }
        };
    }

    @Test
    void randomTreesNeverThrow() {
        for (int seed = 0; seed < 10_000; seed++) {
            Node node = random(new Random(seed), 0);
            assertThatCode(() -> PolicyReader.read(node)).as("seed " + seed).doesNotThrowAnyException();
        }
    }

    @Test
    void validDocumentWithOneValueChangedNeverThrows() {
        String valid = """
                apiVersion: plinth.dev/v1
                kind: BaseImagePolicy
                rules:
                - name: a
                  match: { namespaces: [x], images: [y], containers: [container], namespaceSelector: { matchLabels: { a: b } } }
                  require: { tier: { atMost: slim }, base: { anyOf: [z] }, baseSize: { atMost: 1Mi }, baseAge: { atMost: 1d } }
                  enforceFrom: 2027-02-01
                exemptions:
                - { images: [a], reason: r, expires: 2027-01-01 }
                """;
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            int at = random.nextInt(valid.length());
            String changed = valid.substring(0, at)
                    + WORDS.get(random.nextInt(WORDS.size()))
                    + valid.substring(Math.min(valid.length(), at + random.nextInt(4)));
            assertThatCode(() -> Documents.read(changed)).as(changed).doesNotThrowAnyException();
        }
    }

    @Test
    void endlessListsAreOneProblem() {
        String rules = "- { name: a, require: { shell: false } }\n".repeat(1_001);

        assertThat(Documents.problems("rules:\n" + rules))
                .containsExactly("line 2: rules: must not have more than 1000 entries");
    }

    @Test
    void thousandsOfProblemsAreCutShort() {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            body.append("key").append(i).append(": x\n");
        }

        List<String> problems = Documents.problems(body.toString());

        assertThat(problems).hasSize(201).last().asString().isEqualTo("and 4800 more problems");
    }

    @Test
    void longKeysAndPatternsCostNothing() {
        String stars = "a*".repeat(250);
        String body = "rules: [{ name: a, match: { images: ['" + stars + "'] }, require: { shell: false } }]\n"
                + "x".repeat(100_000) + ": 1\n";

        Assertions.assertTimeout(Duration.ofSeconds(2), () -> Documents.problems(body));
    }

    @Test
    void aliasesCannotBlowUpThePolicy() {
        StringBuilder bomb = new StringBuilder("apiVersion: plinth.dev/v1\nkind: BaseImagePolicy\na0: &a0 [x]\n");
        for (int i = 1; i < 30; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d, *a%d]\n".formatted(i, i, i - 1, i - 1, i - 1));
        }

        assertThat(Documents.read(bomb.toString())).isInstanceOf(Parsed.Invalid.class);
    }

    @Test
    void messageCannotWriteIntoAnotherLine() {
        Parsed<Policy> parsed =
                Documents.read("apiVersion: plinth.dev/v1\nkind: BaseImagePolicy\ncontact: \"a\\u001b[31m\"\n");

        assertThat(parsed).isInstanceOf(Parsed.Invalid.class);
    }
}
