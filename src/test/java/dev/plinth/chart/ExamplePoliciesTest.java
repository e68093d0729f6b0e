package dev.plinth.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ExamplePoliciesTest {

    private static final Path EXAMPLES = Path.of("deploy", "examples");

    @Test
    void theDefaultIsWhatTheChartInstalls() throws IOException {
        assertThat(Yaml.read(ChartValue.FILE).at("/policy/document").asText())
                .isEqualTo(Files.readString(EXAMPLES.resolve("default.yaml")));
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
