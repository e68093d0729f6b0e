package dev.plinth.policy.advice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.data.Parsed;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdviceTableTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);

    /** Users never see what has ended, whatever the table says: this much later the table itself is to be mended. */
    private static final int GRACE_DAYS = 180;

    private static final AdviceTable TABLE = Tables.shipped();

    /** The one test that looks at the real date: it is to fail once the data has gone stale. */
    @TestFactory
    Stream<DynamicTest> noEntryIsStale() {
        LocalDate stale = LocalDate.now(ZoneOffset.UTC).minusDays(GRACE_DAYS);
        return Stream.concat(
                Stream.of(DynamicTest.dynamicTest(
                        "checked within the last year and a half",
                        () -> assertThat(TABLE.checked()).isAfter(stale.minusDays(365)))),
                TABLE.families().stream()
                        .flatMap(family -> Stream.concat(
                                Stream.of(DynamicTest.dynamicTest(family.name(), () -> {
                                    assertThat(family.codenames())
                                            .noneMatch(it -> TABLE.hasEnded(family.distribution(), it, stale));
                                    assertThat(family.alpines()).noneMatch(it -> TABLE.hasEnded("alpine", it, stale));
                                    assertThat(TABLE.hasEnded(family.product(), family.upgrade(), stale))
                                            .as("upgrade")
                                            .isFalse();
                                })),
                                family.entries().stream()
                                        .map(entry -> DynamicTest.dynamicTest(entry.to(), () -> {
                                            assertThat(entry.until() == null
                                                            || entry.until().isAfter(stale))
                                                    .as("until " + entry.until())
                                                    .isTrue();
                                            assertThat(entry.versions())
                                                    .noneMatch(version ->
                                                            TABLE.hasEnded(family.product(), version, stale));
                                        })))));
    }

    @Test
    void everyCodenameAndAlpineThatIsOfferedHasAnEnd() {
        for (AdviceTable.Family family : TABLE.families()) {
            assertThat(family.codenames())
                    .allMatch(it -> TABLE.ends()
                            .getOrDefault(family.distribution(), java.util.Map.of())
                            .containsKey(it));
            assertThat(family.alpines())
                    .allMatch(it -> TABLE.ends().get("alpine").containsKey(it));
        }
    }

    @Test
    void entryWhoseSystemIsFixedHasAnEndOfItsOwn() {
        assertThat(TABLE.families())
                .flatExtracting(AdviceTable.Family::entries)
                .filteredOn(entry -> entry.to().matches(".*(debian\\d+|ubi\\d|:\\d+-|:trixie).*"))
                .isNotEmpty()
                .allMatch(entry -> entry.until() != null);
    }

    @Test
    void familiesAreToldApartByName() {
        assertThat(TABLE.families()).extracting(AdviceTable.Family::name).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "python, 3.9, true",
        "python, 3.12, false",
        "python, 3.5, true",
        "python, 3.99, false",
        "python, 2.7, true",
        "node, 20, true",
        "node, 24, false",
        "debian, bullseye, true",
        "debian, bookworm, false",
        "debian, 7, true",
        "debian, 13, false",
        "ubuntu, 12.04, true",
        "ubuntu, 24.04, false",
        "alpine, 3.20, true",
        "alpine, 3.24, false",
        "alpine, 3, false",
        "debian, forky, false",
        "cobol, 1, false",
    })
    void whatHasEndedIsListedOrOlderThanAllThatIs(String product, String version, boolean ended) {
        assertThat(TABLE.hasEnded(product, version, TODAY)).isEqualTo(ended);
    }

    @Test
    void supportEndsOnTheDay() {
        assertThat(TABLE.hasEnded("python", "3.11", LocalDate.of(2027, 10, 30))).isFalse();
        assertThat(TABLE.hasEnded("python", "3.11", LocalDate.of(2027, 10, 31))).isTrue();
    }

    @Test
    void faultsOfATableAreAllTold() {
        Parsed<AdviceTable> parsed = Tables.read("""
                apiVersion: plinth.dev/v1
                kind: AdviceTable
                ends: { python: { "3.9": soon } }
                families:
                  - name: python
                    candidates:
                      - { kind: shrink, tier: tiny, to: "x:{version", needs: [luck], caveat: "%s" }
                """.formatted("x".repeat(101)));

        assertThat(((Parsed.Invalid<AdviceTable>) parsed).problems())
                .extracting(problem -> problem.path())
                .isEqualTo(List.of(
                        "checked",
                        "ends.python.3.9",
                        "families[0].candidates[0].kind",
                        "families[0].candidates[0].tier",
                        "families[0].candidates[0].to",
                        "families[0].candidates[0].needs[0]",
                        "families[0].candidates[0].why",
                        "families[0].candidates[0].caveat"));
    }
}
