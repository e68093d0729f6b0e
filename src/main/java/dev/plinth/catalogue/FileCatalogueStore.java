package dev.plinth.catalogue;

import dev.plinth.base.Unavailable;
import dev.plinth.base.Unavailable.Reason;
import dev.plinth.base.catalogue.CatalogueFormat;
import dev.plinth.base.catalogue.CatalogueMerge;
import dev.plinth.base.catalogue.ChainCatalogue;
import dev.plinth.base.catalogue.KnownBuild;
import dev.plinth.base.inquiry.Catalogue;
import dev.plinth.base.inquiry.Classifier;
import dev.plinth.image.MalformedException;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.review.reading.ImageReader;
import dev.plinth.review.reading.PlatformChoice;
import dev.plinth.review.resolution.Keep;
import dev.plinth.review.resolution.Resolver;
import dev.plinth.review.source.ArtifactStore;
import dev.plinth.review.source.CatalogueStore;
import dev.plinth.review.source.Exchange;
import dev.plinth.review.source.UnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The shipped catalogue, and one file beside it that holds what was refreshed and pulled. Safe for many threads; two processes
 * with the same file keep it whole, and of what both add at the same moment one part may have to be looked up again.
 */
public final class FileCatalogueStore implements CatalogueStore {

    private static final String FILE = "catalogue.plinth";

    /** The part of the heap that a catalogue from a registry may have bytes for; in memory it takes several times as much. */
    private static final int PART_OF_HEAP = 32;

    private final CatalogueFile file;
    private final Resolver.Sources sources;
    private final ArtifactStore artifacts;
    private final Judging judging;
    private final InstantSource clock;

    /**
     * How builds that are read are judged.
     *
     * @param classifiers a classifier over a catalogue
     * @param platforms whose builds are kept
     * @param identity what an image is, however it is called
     */
    public record Judging(
            Function<Catalogue, Classifier> classifiers,
            PlatformChoice platforms,
            UnaryOperator<ImageReference> identity) {}

    /**
     * @param directory where the file is kept; made when it is first written
     * @param sources where bases are read from
     * @param artifacts where catalogues are pushed to and pulled from
     * @param judging how builds that are read are judged
     * @param clock for when a tag was seen
     */
    public FileCatalogueStore(
            Path directory, Resolver.Sources sources, ArtifactStore artifacts, Judging judging, InstantSource clock) {
        this.file = new CatalogueFile(directory.resolve(FILE));
        this.sources = sources;
        this.artifacts = artifacts;
        this.judging = judging;
        this.clock = clock;
    }

    @Override
    public Catalogue load() throws IOException, UnavailableException {
        return withShipped(file.read());
    }

    @Override
    public Catalogue load(Path other) throws IOException, UnavailableException {
        return withShipped(new CatalogueFile(other).existing());
    }

    @Override
    public Catalogue load(ImageReference reference, Exchange exchange) throws UnavailableException {
        return withShipped(pulled(reference, exchange));
    }

    @Override
    public List<String> wellKnown() {
        return ShippedCatalogue.wellKnown();
    }

    @Override
    public Update update(List<String> bases, Exchange exchange, Progress progress)
            throws IOException, UnavailableException {
        List<KnownBuild> earlier = file.read();
        ChainCatalogue before = withShipped(earlier);
        WantedTags wanted = new WantedTags(sources.source(), exchange);
        bases.forEach(wanted::add);
        Refresh refresh = new Refresh(
                        sources.source(), reader(before), judging.identity(), clock.instant(), exchange, progress)
                .knowing(earlier)
                .over(wanted.tags());
        ChainCatalogue after = keep(refresh.builds());
        List<Failure> failures = new ArrayList<>(wanted.failures());
        failures.addAll(refresh.failures());
        return new Update(
                after,
                wanted.tags().size(),
                refresh.unchanged(),
                Math.max(0, after.chains() - before.chains()),
                failures);
    }

    private BuildReader reader(ChainCatalogue catalogue) {
        Resolver resolver = new Resolver(
                sources,
                judging.classifiers().apply(catalogue),
                new Resolver.Memory(Forgetful.cache(), Forgetful.cache(), Keep.DEFAULT),
                true);
        return new BuildReader(
                new ImageReader(sources.source(), sources.documents()),
                resolver,
                judging.platforms(),
                judging.identity());
    }

    @Override
    public Digest push(ImageReference reference, Exchange exchange) throws IOException, UnavailableException {
        if (reference.digest() != null) {
            throw new UnavailableException(
                    Unavailable.of(Reason.INVALID_REFERENCE, reference.registry(), "a catalogue is pushed to a tag"));
        }
        byte[] bytes = CatalogueFormat.write(merged(file.read()));
        return artifacts.push(reference, CatalogueFormat.MEDIA_TYPE, bytes, exchange);
    }

    @Override
    public Catalogue pull(ImageReference reference, Exchange exchange) throws IOException, UnavailableException {
        return keep(pulled(reference, exchange));
    }

    @Override
    public Catalogue adopt(Path other) throws IOException, UnavailableException {
        return keep(new CatalogueFile(other).existing());
    }

    private List<KnownBuild> pulled(ImageReference reference, Exchange exchange) throws UnavailableException {
        try {
            return CatalogueFormat.read(artifacts.pull(reference, CatalogueFormat.MEDIA_TYPE, mostBytes(), exchange));
        } catch (MalformedException e) {
            throw new UnavailableException(
                    Unavailable.of(Reason.MALFORMED, reference.registry(), String.valueOf(e.getMessage())));
        }
    }

    private static long mostBytes() {
        return Math.min(CatalogueFormat.MAX_BYTES, Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
    }

    /** Adds to the file as it is by now, for a look at many tags takes long. */
    private synchronized ChainCatalogue keep(List<KnownBuild> builds) throws IOException, UnavailableException {
        List<KnownBuild> all = new CatalogueMerge().add(file.read()).add(builds).builds();
        file.write(all);
        return withShipped(all);
    }

    private static ChainCatalogue withShipped(List<KnownBuild> builds) {
        return ChainCatalogue.of(merged(builds));
    }

    private static List<KnownBuild> merged(List<KnownBuild> builds) {
        return new CatalogueMerge().add(ShippedCatalogue.builds()).add(builds).builds();
    }
}
