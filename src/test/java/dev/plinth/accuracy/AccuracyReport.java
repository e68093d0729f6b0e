package dev.plinth.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.base.Base;
import dev.plinth.base.Classification;
import dev.plinth.base.Confidence;
import dev.plinth.base.Evidence;
import dev.plinth.base.EvidenceKind;
import dev.plinth.base.weighing.EvidenceClassifier;
import dev.plinth.codec.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Measures how right the answers are, and prints it: {@code ./mvnw -Paccuracy verify}. */
@Tag("accuracy")
class AccuracyReport {

    private static final int WRONG_SHOWN = Integer.getInteger("accuracy.wrong", 12);

    @Test
    void ordinaryBuildsAreToldRight() {
        OrdinaryBuilds builds = new OrdinaryBuilds(Corpus.images(), Long.getLong("accuracy.seed", 1));
        List<Case> cases = new ArrayList<>(builds.themselves());
        cases.addAll(builds.builds(5));
        Map<String, Score> scores = measure(cases);
        Score all = new Score();
        scores.forEach((kind, score) -> {
            System.out.println(score.line(kind));
            all.add(score);
        });
        System.out.println(all.line("all"));
        System.out.println(all.confusion());
        scores.values().forEach(score -> score.wrong.stream().limit(WRONG_SHOWN).forEach(System.out::println));
        assertThat(all.wrongVerified).as("wrong and marked verified").isZero();
        assertThat(all.accused).as("honest images accused").isZero();
        assertThat(all.tierShare()).as("tiers right").isGreaterThanOrEqualTo(0.99);
    }

    @Test
    void liesAreSeenThrough() {
        List<Lie> lies = new Lies(Corpus.images(), Long.getLong("accuracy.seed", 3)).all();
        List<String> believed = believed(lies);
        Map<String, Integer> refuted = new TreeMap<>();
        for (Lie lie : lies) {
            refuted.merge(lie.one().kind(), resolve(lie.one()).refuted().isEmpty() ? 0 : 1, Integer::sum);
        }
        System.out.println(lies.size() + " lies, believed: " + believed.size() + "; refuted by kind: " + refuted);
        assertThat(believed).isEmpty();
    }

    static Map<String, Score> measure(List<Case> cases) {
        Map<String, Score> scores = new TreeMap<>();
        for (Case one : cases) {
            scores.computeIfAbsent(one.kind(), _ -> new Score())
                    .add(one, one.served().resolve(classifier(one), one.image()));
        }
        return scores;
    }

    /** The lies that were believed in any way: verified, a tier that is not the true one, or not refuted although they could be. */
    static List<String> believed(List<Lie> lies) {
        List<String> believed = new ArrayList<>();
        for (Lie lie : lies) {
            Classification found = resolve(lie.one());
            Base base = found.judgedBase();
            boolean verified = base != null
                    && base.evidence() == Confidence.VERIFIED
                    && base.name().equals(lie.claimed());
            boolean marked = found.evidence().stream()
                    .filter(Evidence::verified)
                    .anyMatch(line -> line.kind() != EvidenceKind.LAYERS);
            if (verified
                    || marked
                    || found.tier() != lie.one().tier()
                    || lie.refutable() && found.refuted().isEmpty()) {
                believed.add(lie.one().kind() + " on " + lie.one().name() + ": tier " + found.tier() + ", refuted "
                        + found.refuted() + ", evidence " + found.evidence());
            }
        }
        return believed;
    }

    static Classification resolve(Case one) {
        return one.served().resolve(classifier(one), one.image()).classification();
    }

    private static EvidenceClassifier classifier(Case one) {
        return new EvidenceClassifier(one.catalogue(), UnaryOperator.identity(), new Json()::within);
    }
}
