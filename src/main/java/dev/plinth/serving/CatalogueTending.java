package dev.plinth.serving;

import dev.plinth.base.inquiry.Catalogue;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.review.source.CatalogueStore;
import dev.plinth.review.source.Deadline;
import dev.plinth.review.source.Exchange;
import dev.plinth.review.source.Requester;
import dev.plinth.review.source.UnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the catalogue of a running webhook fresh, in the background: takes in the file and the artifact that are configured, and
 * looks at the operator's own bases. What fails is told and tried again; what is known stays in force.
 */
public final class CatalogueTending implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(CatalogueTending.class);

    private static final Duration LOOK = Duration.ofMinutes(30);

    /** After a look that failed in part: a registry is away for a while. */
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(5);

    private final Sources sources;
    private final Supplier<Optional<Kept>> kept;
    private final Consumer<Catalogue> listener;
    private @Nullable Thread thread;

    /**
     * What is taken in.
     *
     * @param file with a catalogue; null if there is none
     * @param reference of a catalogue; null if there is none
     * @param pause between two looks
     */
    public record Sources(@Nullable Path file, @Nullable ImageReference reference, Duration pause) {}

    /**
     * Where the catalogue is kept, by the registry document in force.
     *
     * @param store that reads by it
     * @param bases the operator's own
     */
    public record Kept(CatalogueStore store, List<String> bases) {}

    /**
     * @param kept empty before there is a registry document
     * @param listener hears of the catalogue after each look
     */
    public CatalogueTending(Sources sources, Supplier<Optional<Kept>> kept, Consumer<Catalogue> listener) {
        this.sources = sources;
        this.kept = kept;
        this.listener = listener;
    }

    /** Begins to look. */
    public synchronized void begin() {
        if (thread == null) {
            thread = Thread.ofVirtual().name("plinth-catalogue-tending").start(this::run);
        }
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(look() ? sources.pause() : AFTER_FAILURE);
            }
        } catch (InterruptedException _) {
            LOG.debug("The catalogue is no longer tended");
        }
    }

    /** One look; whether all of it went well. */
    boolean look() {
        Kept now = kept.get().orElse(null);
        if (now == null) {
            return false;
        }
        try {
            boolean well = takeFile(now.store()) & takeArtifact(now.store()) & followBases(now);
            listener.accept(now.store().load());
            return well;
        } catch (IOException | UnavailableException e) {
            LOG.warnf("The catalogue could not be kept: %s", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("Tending the catalogue failed; this is a defect of Plinth", e);
        }
        return false;
    }

    private boolean takeFile(CatalogueStore store) {
        Path file = sources.file();
        return file == null || done("The catalogue in " + file, () -> store.adopt(file));
    }

    private boolean takeArtifact(CatalogueStore store) {
        ImageReference reference = sources.reference();
        return reference == null || done("The catalogue " + reference, () -> store.pull(reference, exchange()));
    }

    private boolean followBases(Kept now) {
        return now.bases().isEmpty()
                || done("Bases", () -> {
                    CatalogueStore.Update update =
                            now.store().update(now.bases(), exchange(), CatalogueStore.Progress.SILENT);
                    LOG.infof(
                            "Looked at %d tags of bases: %d new builds, %d failures",
                            update.tags(), update.added(), update.failures().size());
                    update.failures().forEach(failure -> LOG.warnf("Base %s: %s", failure.base(), failure.why()));
                });
    }

    private static Exchange exchange() {
        return Exchange.unawaited(Requester.OPERATOR, Deadline.after(LOOK));
    }

    private interface Step {
        void run() throws IOException, UnavailableException;
    }

    private static boolean done(String what, Step step) {
        try {
            step.run();
            return true;
        } catch (IOException | UnavailableException e) {
            LOG.warnf("%s cannot be read: %s", what, e.getMessage());
            return false;
        }
    }

    @Override
    public synchronized void close() {
        if (thread != null) {
            thread.interrupt();
            thread = null;
        }
    }
}
