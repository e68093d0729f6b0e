package dev.plinth.accuracy.builders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.accuracy.builders.RealBuild.Told;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What {@code inspect} tells of the images that real builders made, from the metadata that was kept of them: tier, base, evidence,
 * pinning, lineage and outcome of each. {@code src/it/cluster/check-inspect} does the same with images that it builds.
 */
class RealBuildsTest {

    private static final int MOST_REQUESTS = 10;
    private static final Path TEXTS = Path.of("docs/evidence.md");
    private static final Pattern TEXT = Pattern.compile("<!-- inspect (\\S+) -->\n```text\n(.*?)```", Pattern.DOTALL);

    private static final List<RealBuild> BUILDS = RealBuild.all();
    private static Inspection inspection;

    @BeforeAll
    static void inspectThemAll() throws Exception {
        inspection = new Inspection(BUILDS);
    }

    @AfterAll
    static void stop() {
        inspection.close();
    }

    @TestFactory
    Stream<DynamicTest> whatHasToBeToldIsTold() {
        return BUILDS.stream()
                .map(build -> DynamicTest.dynamicTest(
                        build.image(),
                        () -> assertThat(inspection.told(build))
                                .as("%s", inspection.answer(build).items("evidence"))
                                .isEqualTo(build.toldWithoutLayers())));
    }

    @Test
    void nothingFalseIsVerifiedAndNoTierIsWrong() {
        assertThat(BUILDS).hasSizeGreaterThan(70).allSatisfy(build -> {
            Told told = inspection.told(build);
            assertThat(told.tier()).isIn(build.tier(), "unknown");
            // A child whose parent nobody knows is told its parent's parent: an ancestor, and never said to be more.
            if (told.evidence().equals("verified") && !build.image().endsWith("golden-none")) {
                assertThat(told.base()).isEqualTo(build.base());
            }
        });
    }

    @Test
    void falseClaimsAreRefutedAndNobodyElseIsAccused() {
        assertThat(BUILDS)
                .anyMatch(RealBuild::claimsFalsely)
                .allSatisfy(build ->
                        assertThat(inspection.refuted(build)).as(build.image()).isEqualTo(build.claimsFalsely()));
    }

    @Test
    void fewExchangesAreNeeded() {
        assertThat(BUILDS)
                .allSatisfy(build ->
                        assertThat(inspection.requests(build)).as(build.image()).isLessThanOrEqualTo(MOST_REQUESTS));
    }

    @Test
    void theTextsInTheDocumentationAreThoseOfTheProgram() throws IOException {
        List<String> stale = new ArrayList<>();
        int compared = 0;
        Matcher documented = TEXT.matcher(Files.readString(TEXTS));
        while (documented.find()) {
            RealBuild build = BUILDS.stream()
                    .filter(one -> one.reference().equals("registry.corp/" + documented.group(1)))
                    .findFirst()
                    .orElseThrow();
            if (build.needsContent()) {
                // check-inspect compares these.
                continue;
            }
            compared++;
            String text = inspection.text(build);
            if (!text.strip().equals(documented.group(2).strip())) {
                stale.add(text + "\nis documented as\n" + documented.group(2));
            }
        }
        assertThat(String.join("\n", stale)).isEmpty();
        assertThat(compared).isGreaterThan(5);
    }
}
