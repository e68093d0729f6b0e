package dev.plinth.bench;

import dev.plinth.base.Classification;
import dev.plinth.base.inquiry.Dossier;
import dev.plinth.base.inquiry.Inquiry;
import dev.plinth.base.inquiry.Need;
import dev.plinth.base.weighing.EvidenceClassifier;
import dev.plinth.catalogue.ShippedCatalogue;
import dev.plinth.codec.Json;
import dev.plinth.image.Annotations;
import dev.plinth.image.Image;
import dev.plinth.image.MalformedException;
import dev.plinth.testing.images.Sketch;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The evidence work on one image, all in memory, with the shipped catalogue: of real builds (none and maximal provenance, Buildah),
 * and of a generated one with thirty layers and ninety steps on a Python image. Run with {@code -prof gc} for the garbage.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class EvidenceWork {

    @Param({"built/bk-slim-none", "built/bk-slim-max", "built/ba-full", "generated"})
    public String image;

    private final EvidenceClassifier classifier = new EvidenceClassifier(
            ShippedCatalogue.catalogue(), UnaryOperator.identity(), new Json()::within);
    private final EnumSet<Need> needs = EnumSet.of(Need.TIER, Need.BASE, Need.PINNING, Need.VERIFIED);
    private KeptImage kept;
    private Dossier dossier;

    @Setup
    public void setUp() throws IOException, MalformedException {
        if (image.equals("generated")) {
            dossier = new Dossier(generated(), List.of());
            return;
        }
        kept = KeptImage.of(image);
        dossier = kept.dossier();
    }

    private static Image generated() {
        Sketch sketch = Sketch.named("registry.corp/shop/cart:1")
                .layer("root", 29_780_765, "# debian.sh --arch 'amd64' out/ 'trixie' '@1785715200'")
                .env("PATH=/usr/local/bin:/usr/bin:/bin", "PYTHON_VERSION=3.12.13", "PYTHON_SHA256=c08b")
                .step("ENV PYTHON_VERSION=3.12.13")
                .layer("python", 12_113_733, "RUN /bin/sh -c set -eux; wget -O python.tar.xz # buildkit")
                .step("CMD [\"python3\"]")
                .annotation(Annotations.BASE_NAME, "docker.io/library/python:3.12-slim-trixie")
                .annotation(Annotations.BASE_DIGEST, Sketch.digest("python").toString());
        for (int i = 0; i < 28; i++) {
            sketch.step("ENV SETTING_" + i + "=value of it")
                    .step("LABEL com.example.key" + i + "=value")
                    .layer(
                            "own " + i,
                            1_000_000,
                            "RUN /bin/sh -c pip install --no-cache-dir package-" + i + "==1." + i + " # buildkit");
        }
        return sketch.image();
    }

    /** Tier, base, lineage, facts and lines of evidence. */
    @Benchmark
    public Classification classify() {
        return classifier.classify(dossier);
    }

    /** What is to be asked for next, for which the same is weighed first. */
    @Benchmark
    public List<Inquiry> inquire() {
        return classifier.inquiries(dossier, needs);
    }

    /** The same from the bytes of index, manifest, configuration and statements on. */
    @Benchmark
    public Classification readAndClassify() throws MalformedException {
        return classifier.classify(kept == null ? dossier : kept.dossier());
    }
}
