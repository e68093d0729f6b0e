package dev.plinth.policy.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.codec.Yaml;
import dev.plinth.data.Node;
import dev.plinth.data.Parsed;
import dev.plinth.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Policies that people read and copy are policies that Plinth reads. */
class WrittenPoliciesTest {

    private static final Path DOCUMENTATION = Path.of("docs", "policy.md");
    private static final Path ROLLOUT = Path.of("docs", "rollout.md");
    private static final Path EXAMPLES = Path.of("deploy", "examples");
    private static final Path DEFAULT = Path.of("src/main/resources" + PolicyReader.DEFAULT_POLICY);

    private static List<String> fenced(Path document) throws IOException {
        List<String> blocks = new ArrayList<>();
        StringBuilder block = null;
        for (String line : Files.readAllLines(document)) {
            if (block == null && line.equals("```yaml")) {
                block = new StringBuilder();
            } else if (block != null && line.equals("```")) {
                blocks.add(block.toString());
                block = null;
            } else if (block != null) {
                block.append(line).append('\n');
            }
        }
        return blocks;
    }

    private static void isPolicy(String yaml) {
        if (yaml.startsWith("apiVersion:")) {
            assertThat(Documents.read(yaml)).isInstanceOf(Parsed.Valid.class);
        } else {
            Documents.policy(yaml);
        }
    }

    @TestFactory
    Stream<DynamicTest> everyExampleOfTheDocumentationIsValid() throws IOException {
        List<String> blocks = fenced(DOCUMENTATION);
        assertThat(blocks).hasSizeGreaterThan(4);
        return blocks.stream()
                .map(block -> DynamicTest.dynamicTest(block.lines().findFirst().orElse(""), () -> isPolicy(block)));
    }

    @TestFactory
    Stream<DynamicTest> everyStepOfTheRolloutIsValid() throws IOException {
        List<String> blocks = fenced(ROLLOUT);
        assertThat(blocks).hasSizeGreaterThan(4);
        return blocks.stream()
                .map(block -> DynamicTest.dynamicTest(block.lines().findFirst().orElse(""), () -> isPolicy(block)));
    }

    @TestFactory
    Stream<DynamicTest> everyExampleToDeployIsValid() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            List<Path> policies = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                if (file.toString().endsWith(".yaml") && Files.readString(file).contains("kind: BaseImagePolicy")) {
                    policies.add(file);
                }
            }
            assertThat(policies).hasSizeGreaterThan(2);
            return policies.stream()
                    .map(file -> DynamicTest.dynamicTest(
                            file.getFileName().toString(),
                            () -> assertThat(Documents.read(Files.readString(file)))
                                    .isInstanceOf(Parsed.Valid.class)));
        }
    }

    @Test
    void chartInstallsTheDefaultPolicy() throws IOException {
        Parsed<Policy> builtIn = Documents.read(Files.readString(DEFAULT));
        Node values =
                ((Parsed.Valid<Node>) Yaml.read(Files.readString(Path.of("charts", "plinth", "values.yaml")))).value();

        assertThat(Documents.read(values.text("policy", "document").orElseThrow()))
                .isEqualTo(builtIn);
        assertThat(Documents.read(Files.readString(EXAMPLES.resolve("default.yaml"))))
                .isEqualTo(builtIn);
    }

    @Test
    void documentationNamesEveryKey() throws IOException {
        String text = Files.readString(DOCUMENTATION);
        String everything = Documents.problems("x: 1\nrules: [{ x: 1, match: { x: 1 }, require: { x: 1 } }]\n"
                        + "exemptions: [{ x: 1 }]\nadvice: [{ x: 1 }]\nworkloads: [{ x: 1 }]\n")
                .toString();
        List<String> keys = Stream.of(everything.split("known here: "))
                .skip(1)
                .flatMap(list -> Stream.of(Objects.requireNonNull(list.split(", (?:line|rules)|]", 2)[0])
                        .split(", ")))
                .toList();

        assertThat(keys).hasSizeGreaterThan(40);
        assertThat(keys).allSatisfy(key -> assertThat(text).contains(key));
    }
}
