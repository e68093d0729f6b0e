package dev.plinth.bench;

import dev.plinth.base.inquiry.Catalogue.Match;
import dev.plinth.base.catalogue.CatalogueFormat;
import dev.plinth.base.catalogue.CatalogueMerge;
import dev.plinth.base.catalogue.ChainCatalogue;
import dev.plinth.base.catalogue.KnownBuild;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.MalformedException;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

/** Looking an image of 30 layers up: on a known tower, recompressed, and unknown from the first layer on. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CatalogueLookup {

    private static final int LAYERS = 30;

    @Param("10000")
    public int builds;

    private ChainCatalogue catalogue = ChainCatalogue.EMPTY;
    private byte[] file = {};
    private List<Digest> known = List.of();
    private List<Digest> knownDiffIds = List.of();
    private List<Digest> unknown = List.of();

    @Setup
    public void setUp() {
        List<KnownBuild> generated = GeneratedBases.of(builds);
        catalogue = new CatalogueMerge().add(generated).catalogue();
        file = CatalogueFormat.write(generated);
        // The top of a tower in the middle: fifteen layers, five of its ancestors known.
        KnownBuild top = generated.get(builds / 10 * 5 + 4);
        known = GeneratedBases.on(top.layers(), LAYERS);
        knownDiffIds = GeneratedBases.on(top.diffIds(), LAYERS);
        unknown = GeneratedBases.on(List.of(Digest.sha256("00".repeat(32))), LAYERS);
    }

    @Benchmark
    public List<Match> known() {
        return catalogue.prefixes(known, knownDiffIds);
    }

    @Benchmark
    public List<Match> recompressed() {
        return catalogue.prefixes(unknown, knownDiffIds);
    }

    @Benchmark
    public List<Match> unknown() {
        return catalogue.prefixes(unknown, unknown);
    }

    @Benchmark
    public ChainCatalogue load() throws MalformedException {
        return ChainCatalogue.of(CatalogueFormat.read(file));
    }
}
