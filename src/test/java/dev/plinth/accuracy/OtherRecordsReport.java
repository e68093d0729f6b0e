package dev.plinth.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.base.weighing.EvidenceClassifier;
import dev.plinth.catalogue.ShippedCatalogue;
import dev.plinth.codec.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Measures how right the answers are on images that are not among the fixtures, with the shipped catalogue:
 * {@code ./mvnw -Paccuracy verify -DskipITs -Dplinth.accuracy.records=FOLDER}.
 */
@Tag("accuracy")
@EnabledIfSystemProperty(named = OtherRecordsReport.FOLDER, matches = ".+")
class OtherRecordsReport {

    static final String FOLDER = "plinth.accuracy.records";

    private static final List<OtherRecord> RECORDS = Corpus.recordsIn(Path.of(System.getProperty(FOLDER)));

    @Test
    void otherImagesAreToldRight() {
        Map<String, Score> scores = new TreeMap<>();
        for (OtherBuilds.Judged judged :
                new OtherBuilds(RECORDS, ShippedCatalogue.catalogue(), Long.getLong("accuracy.seed", 1)).all(5)) {
            Case one = judged.one();
            Served.Outcome outcome = one.served()
                    .resolve(
                            new EvidenceClassifier(one.catalogue(), UnaryOperator.identity(), new Json()::within),
                            one.image());
            scores.computeIfAbsent(one.kind(), _ -> new Score()).add(judged.against(outcome.classification()), outcome);
        }
        Score all = new Score();
        scores.forEach((kind, score) -> {
            System.out.println(score.line(kind));
            all.add(score);
        });
        System.out.println(all.line("all of " + RECORDS.size() + " records"));
        System.out.println(all.confusion());
        scores.values()
                .forEach(score -> score.wrong.stream()
                        .limit(Integer.getInteger("accuracy.wrong", 12))
                        .forEach(System.out::println));
        assertThat(all.wrongVerified).as("wrong and marked verified").isZero();
        assertThat(all.accused).as("honest images accused").isZero();
    }

    @Test
    void liesOnOtherImagesAreSeenThrough() {
        List<Lie> lies =
                new Lies(RECORDS.stream().map(OtherRecord::image).toList(), Long.getLong("accuracy.seed", 3)).all();
        List<String> believed = AccuracyReport.believed(lies);
        System.out.println(lies.size() + " lies, believed: " + believed.size());
        assertThat(believed).isEmpty();
    }
}
