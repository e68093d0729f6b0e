package dev.plinth.chart.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Whoever is woken by an alert finds what to do under its name. */
class RunbookTest {

    private static final Path RUNBOOK = Path.of("docs", "runbook.md");
    private static final String URL = "https://github.com/plinth-dev/plinth/blob/main/docs/runbook.md";

    @Test
    void everyAlertHasAHeadingAndEveryHeadingAnAlert() throws IOException {
        assertThat(headings())
                .containsExactlyInAnyOrderElementsOf(
                        Alert.all().stream().map(Alert::name).toList());
    }

    @Test
    void everyAlertLinksToItsHeading() {
        assertThat(Alert.all())
                .allSatisfy(alert -> assertThat(alert.runbookUrl())
                        .isEqualTo(URL + "#" + alert.name().toLowerCase(Locale.ROOT)));
    }

    @Test
    void everySectionSaysWhatItMeansAndWhatToDo() throws IOException {
        List<String> sections = List.of(Files.readString(RUNBOOK).split("\n## ", -1));
        assertThat(sections.subList(1, sections.size()))
                .allSatisfy(section -> assertThat(section).contains("**Means**", "**Look**", "**Do**"));
    }

    private static List<String> headings() throws IOException {
        try (var lines = Files.lines(RUNBOOK)) {
            return lines.filter(line -> line.startsWith("## "))
                    .map(line -> line.substring(3))
                    .toList();
        }
    }
}
