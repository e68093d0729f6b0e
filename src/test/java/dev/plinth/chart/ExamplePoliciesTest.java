package dev.plinth.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.chart.rendering.ChartValue;
import dev.plinth.chart.rendering.Yaml;
import dev.plinth.data.Node;
import dev.plinth.data.Parsed;
import dev.plinth.policy.Policy;
import dev.plinth.policy.document.PolicyReader;
import dev.plinth.registry.settings.RegistrySettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExamplePoliciesTest {

    private static final Path EXAMPLES = Path.of("deploy", "examples");

    @Test
    void theDefaultIsWhatTheChartInstalls() throws IOException {
        assertThat(Yaml.read(ChartValue.FILE).at("/policy/document").asText())
                .isEqualTo(Files.readString(EXAMPLES.resolve("default.yaml")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "strict", "rollout-by-namespace", "exemptions", "own-bases"})
    void isAPolicyThatTheProgramReads(String name) throws IOException {
        String text = Files.readString(EXAMPLES.resolve(name + ".yaml"));
        Parsed<Node> document = dev.plinth.codec.Yaml.read(text);
        assertThat(document).isInstanceOf(Parsed.Valid.class);
        Parsed<Policy> policy = PolicyReader.read(((Parsed.Valid<Node>) document).value());
        assertThat(policy).isInstanceOf(Parsed.Valid.class);
    }

    @Test
    void theRegistriesAreReadByTheProgram() throws IOException {
        Parsed<Node> document = dev.plinth.codec.Yaml.read(Files.readString(EXAMPLES.resolve("registries.yaml")));
        assertThat(document).isInstanceOf(Parsed.Valid.class);
        Parsed<RegistrySettings> settings = RegistrySettings.read(((Parsed.Valid<Node>) document).value());
        assertThat(settings).isInstanceOf(Parsed.Valid.class);
    }

    @Test
    void theDefaultIsTheProgramsOwn() throws IOException {
        try (InputStream own = PolicyReader.class.getResourceAsStream(PolicyReader.DEFAULT_POLICY)) {
            assertThat(own).hasContent(Files.readString(EXAMPLES.resolve("default.yaml")));
        }
    }

    @Test
    void theReadmeNamesEveryExample() throws IOException {
        String readme = Files.readString(EXAMPLES.resolve("README.md"));
        try (var files = Files.list(EXAMPLES)) {
            assertThat(files.map(f -> f.getFileName().toString()).filter(n -> n.endsWith(".yaml")))
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(readme).contains("[" + name + "](" + name + ")"));
        }
    }
}
