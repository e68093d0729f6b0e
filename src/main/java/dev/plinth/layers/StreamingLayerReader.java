package dev.plinth.layers;

import dev.plinth.base.Unavailable;
import dev.plinth.base.Unavailable.Reason;
import dev.plinth.base.inquiry.Content;
import dev.plinth.image.Descriptor;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.review.source.Exchange;
import dev.plinth.review.source.ImageSource;
import dev.plinth.review.source.LayerReader;
import dev.plinth.review.source.UnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Reads layers one after the other, from the bottom up. Keeps nothing between two readings; safe for many threads. */
public final class StreamingLayerReader implements LayerReader {

    private final ImageSource source;
    private final LayerLimits limits;

    public StreamingLayerReader(ImageSource source, LayerLimits limits) {
        this.source = source;
        this.limits = limits;
    }

    @Override
    public Content read(ImageReference repository, List<Descriptor> layers, Exchange exchange)
            throws UnavailableException {
        Budget budget = new Budget(limits, exchange.deadline().orEarlier(limits.time()));
        Found found = new Found();
        boolean complete = true;
        try {
            for (Descriptor layer : layers) {
                readable(layer);
                budget.expect(layer.size());
            }
            for (int i = 0; i < layers.size(); i++) {
                boolean last = i == layers.size() - 1;
                complete = read(repository, layers.get(i), exchange, budget, found, last);
                found.nextLayer();
            }
        } catch (LimitException e) {
            throw new UnavailableException(
                    Unavailable.of(e.reason(), repository.registry(), String.valueOf(e.getMessage())));
        }
        return ContentFacts.of(found, complete);
    }

    private static void readable(Descriptor layer) throws LimitException {
        String type = layer.mediaType().value();
        if (!layer.mediaType().isLayer() || layer.mediaType().isForeignLayer() || type.contains("encrypted")) {
            throw new LimitException(Reason.UNSUPPORTED, "a layer is encrypted, elsewhere, or no file system");
        }
    }

    /** Whether it was read to the end. */
    private boolean read(
            ImageReference repository, Descriptor layer, Exchange exchange, Budget budget, Found found, boolean last)
            throws UnavailableException, LimitException {
        try (InputStream raw = source.layer(repository, layer, exchange);
                CompressedStream compressed = new CompressedStream(raw, layer.size(), budget)) {
            return archive(compressed, budget, found, last);
        } catch (LimitException e) {
            throw e;
        } catch (IOException e) {
            if (e.getCause() instanceof UnavailableException known) {
                throw known;
            }
            budget.time();
            throw new LimitException(Reason.UNREACHABLE, "a layer could not be read to its end");
        }
    }

    private static boolean archive(CompressedStream compressed, Budget budget, Found found, boolean last)
            throws IOException {
        try (ArchiveStream archive = new ArchiveStream(Decompression.of(compressed), budget)) {
            if (!new LayerArchive(archive, budget, found).read(last)) {
                return false;
            }
            archive.drain();
            compressed.drain();
            return true;
        } catch (IOException | RuntimeException e) {
            // The tar reader throws either over headers that make no sense, and wraps what a stream below throws.
            LimitException reached = budget.reached();
            if (reached != null) {
                throw reached;
            }
            if (e instanceof LimitException || compressed.failed()) {
                throw e;
            }
            throw Decompression.failure(e);
        } catch (StackOverflowError e) {
            // Java's gzip reader calls itself for every empty member, and a few megabytes hold a hundred thousand of
            // them.
            throw new LimitException(Reason.MALFORMED, "a layer consists of empty gzip members");
        }
    }
}
