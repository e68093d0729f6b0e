package dev.plinth.base.weighing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.base.Classification;
import dev.plinth.base.Tier;
import dev.plinth.base.inquiry.Answer;
import dev.plinth.base.inquiry.Inquiry;
import dev.plinth.codec.Json;
import dev.plinth.data.Node;
import dev.plinth.image.Annotations;
import dev.plinth.image.HistoryEntry;
import dev.plinth.image.Image;
import dev.plinth.testing.images.Sketch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Text from outside, mutated: no exception escapes, nothing takes long, no line of evidence carries what was not meant to be shown. */
class HostileMetadataTest {

    /** Inputs a run; a nightly run sets more. */
    private static final int INPUTS = Integer.getInteger("plinth.fuzz.inputs", 1_500);

    private static final List<String> SEEDS = List.of(
            "# debian.sh --arch 'amd64' out/ 'trixie' '@1785715200'",
            "ADD alpine-minirootfs-3.24.2-x86_64.tar.gz / # buildkit",
            "/bin/sh -c #(nop) ADD file:abc in / ",
            "umoci raw add-layer --image /x/images/ubuntu:26.04 --tag 26.04",
            "RUN |1 A=b /bin/sh -c apt-get install -y gcc # buildkit",
            "bazel build @@debian13//libc6/amd64:data",
            "ENV PYTHON_VERSION=3.12.13",
            "COPY [\"a\", \"/\"] # buildkit",
            "FROM docker.io/library/debian:trixie-slim",
            "pkg:docker/alpine@3.20?digest=sha256:00&platform=linux%2Famd64",
            "ARG A=${B:-c}\nFROM ${A} AS x\nRUN <<EOF\nFROM y\nEOF\n",
            "{\"runImage\":{\"topLayer\":\"sha256:00\",\"image\":\"a/b:c\"}}",
            "docker.io/library/python:3.12-slim@sha256:0000",
            "scratch",
            "jdk-21.0.12+8");

    private final Random random = new Random(20_261_125);

    private String text() {
        StringBuilder text = new StringBuilder(SEEDS.get(random.nextInt(SEEDS.size())));
        for (int i = random.nextInt(6); i > 0; i--) {
            int at = random.nextInt(text.length() + 1);
            switch (random.nextInt(5)) {
                case 0 -> text.insert(at, (char) random.nextInt(0x250));
                case 1 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(8)));
                case 2 -> text.insert(at, SEEDS.get(random.nextInt(SEEDS.size())));
                case 3 ->
                    text.insert(
                            at,
                            String.valueOf("${<'\"\\%@/:".charAt(random.nextInt(10)))
                                    .repeat(1 + random.nextInt(40)));
                default -> text.insert(at, "\u001b[2J\u202e\ud83d");
            }
        }
        return text.toString();
    }

    private Image image() {
        Sketch sketch = Sketch.named("registry.corp/fuzz:1");
        int layers = random.nextInt(5);
        for (int i = 0; i < layers; i++) {
            sketch.layer(
                    "l" + random.nextInt(9),
                    random.nextLong(400_000_000),
                    text(),
                    random.nextBoolean() ? "" : text(),
                    text());
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            sketch.step(text()).env(text(), "PYTHON_VERSION=" + text(), "JAVA_VERSION=" + text());
        }
        if (random.nextInt(5) == 0) {
            sketch.bareLayer(Sketch.digest(text()), Sketch.digest("x"), Long.MAX_VALUE / 2)
                    .bareLayer(Sketch.digest(text()), Sketch.digest("x"), Long.MAX_VALUE);
        }
        return sketch.label(Annotations.BASE_NAME, text())
                .label("io.buildpacks.lifecycle.metadata", text())
                .label("com.redhat.component", "ubi" + text())
                .annotation(Annotations.BASE_NAME, text())
                .annotation(Annotations.BASE_DIGEST, text())
                .entry(new HistoryEntry(null, text(), text(), "FROM " + text(), true))
                .entrypoint(text())
                .image();
    }

    private Optional<Node> statement(Image image) {
        return new Json().within("""
                {"predicateType":"https://slsa.dev/provenance/v1","subject":[{"digest":{"sha256":"%s"}}],"predicate":{
                 "buildDefinition":{"resolvedDependencies":[{"uri":%s,"digest":{"sha256":%s}}],
                  "externalParameters":{"request":{"args":{"target":%s,"build-arg:A":%s}}},
                  "internalParameters":{"buildConfig":{"llbDefinition":[{"id":%s,"op":{"Op":{"source":{"identifier":%s}}},"inputs":[%s]}]}}},
                 "runDetails":{"metadata":{"buildkit_metadata":{"source":{"infos":[{"data":%s}]}}}}}}
                """.formatted(image.digest().hex(), q(), q(), q(), q(), q(), q(), q(), q()));
    }

    private String q() {
        return "\"" + text().replaceAll("[\\\\\"\\p{Cntrl}]", "").replace("\ud83d", "") + "\"";
    }

    @Test
    void mutatedMetadataNeverThrowsAndNeverShowsControlCharacters() {
        Scene scene = new Scene().knows(Scene.debianSlim(), Tier.SLIM, "debian");
        for (int i = 0; i < INPUTS; i++) {
            Image image = image();
            List<Answer> answers = new ArrayList<>();
            statement(image)
                    .ifPresent(node -> answers.add(
                            new Answer.Statements(new Inquiry.Provenance(List.of(), image.digest()), List.of(node))));
            Answer[] read = answers.toArray(Answer[]::new);

            Classification found = scene.classify(image, read);

            assertThat(scene.asks(image, Scene.all(), read)).hasSizeLessThan(20);
            assertThat(found.evidence()).hasSizeLessThan(30).allSatisfy(line -> {
                assertThat(line.says()).hasSizeLessThanOrEqualTo(Says.LONGEST + 1);
                assertThat(line.says().codePoints().noneMatch(Character::isISOControl))
                        .isTrue();
            });
            assertThat(found.base() == null || found.base().evidence() != dev.plinth.base.Confidence.VERIFIED)
                    .isTrue();
        }
    }

    @Test
    void hugeHistoriesTakeNoTime() {
        Sketch sketch = Sketch.named("registry.corp/huge:1");
        String long4k = "apt-get install " + "gcc-".repeat(1_000);
        for (int i = 0; i < 4_000; i++) {
            sketch.step("RUN /bin/sh -c " + long4k).env("V" + i + "=" + long4k);
        }
        Image image = sketch.layer("a", 1, "ADD file:x in /").image();
        Scene scene = new Scene();
        scene.classify(image);
        long start = System.nanoTime();
        scene.classify(image);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    }
}
