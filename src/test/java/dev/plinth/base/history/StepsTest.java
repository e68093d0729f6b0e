package dev.plinth.base.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.image.HistoryEntry;
import dev.plinth.image.Image;
import dev.plinth.testing.images.Sketch;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepsTest {

    @Test
    void flagsSayWhichStepMadeWhichLayer() {
        Image image = Sketch.named("app:1")
                .layer("root", 100, "ADD file:a in /")
                .step("CMD [\"bash\"]")
                .layer("own", 20, "COPY . /app # buildkit")
                .image();

        Steps steps = Steps.of(image);

        assertThat(steps.aligned()).isTrue();
        assertThat(steps.all()).extracting(Step::layer).containsExactly(0, Step.NO_LAYER, 1);
        assertThat(steps.above(1)).singleElement().extracting(Step::size).isEqualTo(20L);
    }

    @Test
    void instructionsStandInForFlagsThatAToolDropped() {
        Sketch sketch = Sketch.named("app:1");
        for (String text : List.of("ADD file:a in /", "CMD [\"bash\"]", "RUN make")) {
            sketch.entry(new HistoryEntry(null, text, "", "", false));
        }
        sketch.bareLayer(Sketch.digest("a"), Sketch.digest("b"), 10)
                .bareLayer(Sketch.digest("c"), Sketch.digest("d"), 11);

        Steps steps = Steps.of(sketch.image());

        assertThat(steps.aligned()).isTrue();
        assertThat(steps.all()).extracting(Step::layer).containsExactly(0, Step.NO_LAYER, 1);
    }

    @Test
    void aHistoryThatDoesNotFitNamesTheLowestLayerAlone() {
        Image image = Sketch.named("app:1")
                .layer("root", 100, "ADD file:a in /")
                .bareLayer(Sketch.digest("x"), Sketch.digest("y"), 7)
                .image();

        Steps steps = Steps.of(image);

        assertThat(steps.aligned()).isFalse();
        assertThat(steps.root()).isPresent();
        assertThat(steps.above(1)).isEmpty();
    }

    @Test
    void aHistoryOfThousandsOfStepsIsCut() {
        Sketch sketch = Sketch.named("app:1");
        for (int i = 0; i < 4_000; i++) {
            sketch.step("RUN " + "gcc ".repeat(1_000));
        }
        Steps steps = Steps.of(sketch.image());
        assertThat(steps.all()).hasSizeLessThanOrEqualTo(600);
        assertThat(steps.all().stream().mapToInt(step -> step.text().length()).sum())
                .isLessThan(300_000);
    }

    @Test
    void destinationIsTheLastWord() {
        assertThat(step("COPY /src /dst").destination()).isEqualTo("/dst");
        assertThat(step("COPY [\"a b\", \"/app/\"]").destination()).isEqualTo("/app/");
        assertThat(step("/bin/sh -c #(nop) COPY file:ab in /swarm ").destination())
                .isEqualTo("/swarm");
    }

    @Test
    void wordsEndWherePackageNamesEnd() {
        assertThat(Words.has("apt-get install -y gcc make", "gcc")).isTrue();
        assertThat(Words.has("apt-get install -y gcc=12.2", "gcc")).isTrue();
        assertThat(Words.has("apt-get install -y gcc-12-base libgcc", "gcc")).isFalse();
        assertThat(Words.has("install $gcc", "gcc")).isFalse();
        assertThat(Words.has("", "gcc")).isFalse();
    }

    @Test
    void configurationOverridesTheHistorysEnvironment() {
        Image image = Sketch.named("app:1").step("ENV A=1 B=2").env("A=3").image();
        Environment environment = Environment.of(image.config(), Steps.of(image));
        assertThat(environment.get("A")).contains("3");
        assertThat(environment.get("B")).contains("2");
    }

    @Test
    void oldFormOfEnvHasASpace() {
        Image image = Sketch.named("app:1").step("ENV NODE_VERSION 8.9.4").image();
        assertThat(Environment.of(image.config(), Steps.of(image)).get("NODE_VERSION"))
                .contains("8.9.4");
    }

    private static Step step(String createdBy) {
        return Steps.of(Sketch.named("app:1").layer("x", 1, createdBy).image())
                .all()
                .getFirst();
    }
}
