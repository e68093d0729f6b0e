package dev.plinth.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.base.Classifier;
import dev.plinth.base.weighing.EvidenceClassifier;
import dev.plinth.codec.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Prints how right the answers are; run by the profile {@code accuracy}. */
@Tag("accuracy")
class AccuracyReport {

    @Test
    void ordinaryBuildsAreToldRight() {
        List<PublishedImage> published = Corpus.images();
        OrdinaryBuilds builds = new OrdinaryBuilds(published, 1);
        List<Case> cases = new ArrayList<>(builds.themselves());
        cases.addAll(builds.builds(5));
        Map<String, Score> scores = measure(cases);
        Score all = new Score();
        scores.forEach((kind, score) -> System.out.println(score.line(kind)));
        scores.values().forEach(score -> score.wrong.stream().limit(12).forEach(System.out::println));
        System.out.println(all.confusion());
        assertThat(scores).isNotEmpty();
    }

    static Map<String, Score> measure(List<Case> cases) {
        Map<String, Score> scores = new TreeMap<>();
        for (Case one : cases) {
            Classifier classifier =
                    new EvidenceClassifier(one.catalogue(), UnaryOperator.identity(), new Json()::within);
            scores.computeIfAbsent(one.kind(), _ -> new Score())
                    .add(one, one.served().resolve(classifier, one.image()));
        }
        return scores;
    }
}
