package dev.plinth.accuracy;

import dev.plinth.base.Facts;
import dev.plinth.base.catalogue.ChainCatalogue;
import dev.plinth.base.catalogue.KnownBuild;
import dev.plinth.base.inquiry.Catalogue;
import dev.plinth.image.Image;
import dev.plinth.image.Platform;
import dev.plinth.image.reference.ImageReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The catalogue of published images. */
final class KnownImages {

    private KnownImages() {}

    static Catalogue of(List<PublishedImage> images) {
        return ofImages(images, PublishedImage::image);
    }

    /** The catalogue of other builds of the published images. */
    static Catalogue ofImages(List<PublishedImage> images, Function<PublishedImage, Image> build) {
        List<KnownBuild> builds = new ArrayList<>();
        for (PublishedImage published : images) {
            if (!published.root().equals("scratch")) {
                builds.add(build(published, build.apply(published)));
            }
        }
        return ChainCatalogue.of(builds);
    }

    private static KnownBuild build(PublishedImage published, Image image) {
        Instant seen = published.steps().getLast().created();
        String root = ImageReference.parse(published.root()).repository();
        Facts facts = new Facts(root.substring(root.lastIndexOf('/') + 1), null, null, null, true, null, null, null);
        return new KnownBuild(
                List.of(new KnownBuild.Name(published.reference(), seen)),
                Platform.LINUX_AMD64,
                image.layers(),
                image.config().diffIds(),
                image.size(),
                published.tier(),
                facts,
                image.root(),
                image.digest(),
                seen,
                published.isRoot() ? null : ImageReference.parse(published.base()));
    }
}
