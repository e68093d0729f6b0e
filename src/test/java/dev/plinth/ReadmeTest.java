package dev.plinth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.codec.PolicyDocument;
import dev.plinth.data.Parsed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the README promises to a newcomer. */
class ReadmeTest {

    private static final Path README = Path.of("README.md");
    private static final Pattern FENCE = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");

    @Test
    void theFirstTwoBlocksAreTheDemonstrationAndTheTests() throws IOException {
        List<String> commands = fenced("");

        assertThat(commands.get(0)).isEqualTo("bin/plinth demo\n");
        assertThat(commands.get(1)).isEqualTo("./mvnw verify\n");
    }

    @Test
    void continuousIntegrationRunsExactlyThese() throws IOException {
        String run = Files.readString(Path.of(".ci/run"));

        for (String command : fenced("sh").subList(0, 2)) {
            assertThat(run).containsPattern("(?m)^step \\S+ " + Pattern.quote(command.strip()) + "$");
        }
    }

    @Test
    void itsPolicyIsValid() throws IOException {
        assertThat(fenced("yaml"))
                .singleElement()
                .satisfies(policy ->
                        assertThat(PolicyDocument.read(policy, "README")).isInstanceOf(Parsed.Valid.class));
    }

    @Test
    void everyFileThatItsDocumentsNameIsThere() throws IOException {
        for (String name : List.of(
                "README.md",
                "ARCHITECTURE.md",
                "CONTRIBUTING.md",
                "SECURITY.md",
                "docs/limits.md",
                "docs/threat-model.md")) {
            Path document = Path.of(name);
            Matcher links = LINK.matcher(Files.readString(document));
            while (links.find()) {
                Path directory = document.toAbsolutePath().getParent();
                assertThat(directory.resolve(links.group(1)).normalize())
                        .as("a link of " + name)
                        .exists();
            }
        }
    }

    @Test
    void everyPackageStandsInThePictureOfTheArchitecture() throws IOException {
        String picture = Files.readString(Path.of("ARCHITECTURE.md"));
        try (var packages = Files.list(Path.of("src/main/java/dev/plinth"))) {
            assertThat(packages.filter(Files::isDirectory)
                            .map(directory -> "| `" + directory.getFileName() + "` |")
                            .toList())
                    .allSatisfy(row -> assertThat(picture).contains(row));
        }
    }

    /** Blocks of a language; of any if it is empty. */
    private static List<String> fenced(String language) throws IOException {
        List<String> blocks = new ArrayList<>();
        Matcher fences = FENCE.matcher(Files.readString(README));
        while (fences.find()) {
            if (language.isEmpty() || fences.group(1).equals(language)) {
                blocks.add(fences.group(2));
            }
        }
        return blocks;
    }
}
