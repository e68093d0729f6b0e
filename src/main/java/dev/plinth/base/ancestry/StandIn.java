package dev.plinth.base.ancestry;

import dev.plinth.base.Tier;
import dev.plinth.base.fingerprint.Fingerprint;
import dev.plinth.base.history.Steps;
import dev.plinth.base.inquiry.Inquiry;
import dev.plinth.image.Descriptor;
import dev.plinth.image.HistoryEntry;
import dev.plinth.image.Image;
import dev.plinth.image.ImageConfig;
import dev.plinth.image.MalformedException;
import dev.plinth.image.Manifest;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What stands in for the configuration of a possible base, so that it need not be read: an exchange less for each. Where the
 * base's layers are the image's lowest, the image's own history begins with the base's, unless somebody wrote another one. That is
 * believed only where it makes the base no smaller than its name does: whoever forges a history wants to look small.
 */
public final class StandIn {

    private StandIn() {}

    /**
     * The configuration as far as it can be told; empty if it has to be read.
     *
     * @param image the image in question
     * @param base what was asked for, and its manifest
     */
    public static Optional<ImageConfig> of(Image image, Inquiry.BaseImage asked, Manifest base) {
        if (asked.whole()) {
            return Optional.empty();
        }
        List<Digest> layers = base.layerDigests();
        boolean fits = !layers.isEmpty()
                && layers.size() <= image.layers().size()
                && image.layers().subList(0, layers.size()).equals(layers);
        if (fits) {
            ImageConfig lower = lower(image, layers.size());
            return lower != null && isNoSmallerThanNamed(asked.reference(), image, base, lower)
                    ? Optional.of(lower)
                    : Optional.empty();
        }
        // A claim is refuted only if the uncompressed content differs too; and so may the compressed alone where both
        // are
        // compressed in different ways.
        return asked.claimed() || mayBeCompressedAnew(image, base)
                ? Optional.empty()
                : Optional.of(none(image, layers));
    }

    private static boolean mayBeCompressedAnew(Image image, Manifest base) {
        List<Descriptor> own = image.manifest().layers();
        return !base.layers().isEmpty()
                && base.layers().size() <= own.size()
                && !own.getFirst().mediaType().equals(base.layers().getFirst().mediaType());
    }

    /** The lowest steps of the image; null if its history does not say which they are. */
    private static @Nullable ImageConfig lower(Image image, int layers) {
        Steps steps = Steps.of(image);
        if (!steps.aligned()) {
            return null;
        }
        int end = steps.firstAbove(layers);
        List<HistoryEntry> history = image.config()
                .history()
                .subList(0, Math.min(end, image.config().history().size()));
        HistoryEntry last = null;
        for (int i = 0; i < history.size(); i++) {
            last = steps.all().get(i).makesLayer() ? history.get(i) : last;
        }
        return last == null
                ? null
                : config(image, history, image.config().diffIds().subList(0, layers));
    }

    private static ImageConfig none(Image image, List<Digest> layers) {
        return config(image, List.of(), layers);
    }

    private static ImageConfig config(Image image, List<HistoryEntry> history, List<Digest> diffIds) {
        return new ImageConfig(
                image.platform(),
                history.isEmpty() ? null : history.getLast().created(),
                "",
                "",
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                history,
                diffIds);
    }

    private static boolean isNoSmallerThanNamed(ImageReference name, Image image, Manifest base, ImageConfig lower) {
        try {
            Image guessed = Image.of(name, image.root(), image.digest(), null, base, lower);
            Tier tier = RootTier.of(Fingerprint.of(guessed));
            return tier != null && tier.compareTo(named(name)) >= 0;
        } catch (MalformedException _) {
            return false;
        }
    }

    /** What the words of a name suggest; full where they suggest nothing. Decides what is read, and nothing else. */
    private static Tier named(ImageReference name) {
        String text = (name.repository() + ":" + (name.tag() == null ? "" : name.tag())).toLowerCase(Locale.ROOT);
        if (name.repository().startsWith("distroless/")) {
            return Tier.DISTROLESS;
        }
        if (text.contains("alpine") || text.contains("busybox")) {
            return Tier.ALPINE;
        }
        return text.contains("slim") || text.contains("minimal") ? Tier.SLIM : Tier.FULL;
    }
}
