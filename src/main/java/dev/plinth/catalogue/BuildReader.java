package dev.plinth.catalogue;

import dev.plinth.base.Base;
import dev.plinth.base.Classification;
import dev.plinth.base.Confidence;
import dev.plinth.base.Facts;
import dev.plinth.base.Resolution;
import dev.plinth.base.Unavailable;
import dev.plinth.base.Unavailable.Reason;
import dev.plinth.base.catalogue.KnownBuild;
import dev.plinth.base.inquiry.Need;
import dev.plinth.image.Image;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.review.reading.ImageReader;
import dev.plinth.review.reading.PlatformChoice;
import dev.plinth.review.resolution.Lookup;
import dev.plinth.review.resolution.Resolver;
import dev.plinth.review.source.Exchange;
import dev.plinth.review.source.UnavailableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads what a tag points at as builds of a base, one a platform, judged as any other image is. */
final class BuildReader {

    /** Reproducible builds are dated to the beginning of the epoch, or of the zip format. */
    private static final Instant FIRST_REAL_DATE = Instant.parse("1981-01-01T00:00:00Z");

    private static final Set<Need> NEEDS = Set.of(Need.TIER, Need.BASE);

    private final ImageReader reader;
    private final Resolver resolver;
    private final PlatformChoice platforms;
    private final UnaryOperator<ImageReference> identity;

    BuildReader(
            ImageReader reader, Resolver resolver, PlatformChoice platforms, UnaryOperator<ImageReference> identity) {
        this.reader = reader;
        this.resolver = resolver;
        this.platforms = platforms;
        this.identity = identity;
    }

    /** The builds that the tag points at now. */
    List<KnownBuild> read(ImageReference tag, Instant now, Exchange exchange) throws UnavailableException {
        ImageReader.Found found = reader.read(tag, platforms, exchange);
        ImageReference pinned = tag.withDigest(found.root());
        Map<Digest, Classification> judged = new HashMap<>();
        Lookup lookup = new Lookup(pinned, platforms, NEEDS, exchange.requester());
        for (Resolution resolution : resolver.resolveInBackground(lookup, exchange.deadline())) {
            switch (resolution) {
                case Resolution.Classified classified -> judged.put(classified.digest(), classified.classification());
                // The image was read; what it stands on is then not known, which is no reason to forget it.
                case Resolution.Unread _ -> {}
            }
        }
        List<KnownBuild> builds = new ArrayList<>();
        for (Image image : found.images()) {
            builds.add(build(tag, image, judged.get(image.digest()), now));
        }
        return builds;
    }

    private KnownBuild build(ImageReference tag, Image image, @Nullable Classification judged, Instant now)
            throws UnavailableException {
        Instant created = image.config().created();
        try {
            return new KnownBuild(
                    List.of(new KnownBuild.Name(identity.apply(tag), now)),
                    image.platform(),
                    image.layers(),
                    image.config().diffIds(),
                    image.size(),
                    judged == null ? null : judged.tier(),
                    judged == null ? Facts.UNKNOWN : judged.facts(),
                    image.root().equals(image.digest()) ? null : image.root(),
                    image.digest(),
                    created == null || created.isBefore(FIRST_REAL_DATE) ? null : created,
                    judged == null ? null : parent(judged));
        } catch (IllegalArgumentException e) {
            throw new UnavailableException(
                    Unavailable.of(Reason.UNSUPPORTED, tag.registry(), String.valueOf(e.getMessage())));
        }
    }

    private static @Nullable ImageReference parent(Classification judged) {
        Base base = judged.base();
        return base == null || base.evidence() == Confidence.GUESSED ? null : base.reference();
    }
}
