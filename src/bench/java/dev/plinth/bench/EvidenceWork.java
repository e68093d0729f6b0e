package dev.plinth.bench;

import dev.plinth.base.Classification;
import dev.plinth.base.inquiry.Dossier;
import dev.plinth.base.inquiry.Inquiry;
import dev.plinth.base.inquiry.Need;
import dev.plinth.base.catalogue.ChainCatalogue;
import dev.plinth.base.weighing.EvidenceClassifier;
import dev.plinth.codec.Json;
import dev.plinth.testing.images.Sketch;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** All work on one image's metadata, nothing of which is remembered: an application of eight layers on a Python image of four. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EvidenceWork {

    private static final Set<Need> NEEDS = EnumSet.of(Need.TIER, Need.BASE, Need.PINNING);

    private final EvidenceClassifier classifier =
            new EvidenceClassifier(ChainCatalogue.EMPTY, UnaryOperator.identity(), new Json()::within);
    private Dossier dossier = new Dossier(Sketch.named("registry.corp/app:1").image(), List.of());

    @Setup
    public void setUp() {
        Sketch sketch = Sketch.named("registry.corp/shop/cart:1")
                .created(Instant.parse("2026-08-03T00:00:00Z"))
                .layer("root", 29_780_765, "# debian.sh --arch 'amd64' out/ 'trixie' '@1785715200'")
                .step("ENV PYTHON_VERSION=3.12.13")
                .env("PYTHON_VERSION=3.12.13", "PATH=/usr/local/bin:/usr/bin:/bin");
        for (int i = 0; i < 3; i++) {
            String script = " && ./configure --enable-shared && make -j 8".repeat(20);
            sketch.layer("python " + i, 4_000_000, "RUN /bin/sh -c set -eux" + script + " # buildkit");
        }
        sketch.step("CMD [\"python3\"]").created(Instant.parse("2026-09-03T00:00:00Z"));
        for (int i = 0; i < 8; i++) {
            sketch.layer("own " + i, 90_000, "COPY part" + i + " /app/ # buildkit");
        }
        dossier = new Dossier(sketch.step("ENTRYPOINT [\"/app/start\"]").image(), List.of());
    }

    @Benchmark
    public Classification classify() {
        return classifier.classify(dossier);
    }

    @Benchmark
    public List<Inquiry> plan() {
        return classifier.inquiries(dossier, NEEDS);
    }
}
