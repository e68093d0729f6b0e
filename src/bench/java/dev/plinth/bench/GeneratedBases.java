package dev.plinth.bench;

import dev.plinth.base.Facts;
import dev.plinth.base.Libc;
import dev.plinth.base.Tier;
import dev.plinth.base.catalogue.KnownBuild;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.image.Platform;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A catalogue like a real one, of any size: roots that are rebuilt every three weeks, each with a tower of ancestors as
 * debian, buildpack-deps and python are; both kinds of digests, three names a build.
 */
final class GeneratedBases {

    private static final Facts FACTS = new Facts("debian", "13", "trixie", Libc.GLIBC, true, "apt", true, "python 3.12");
    private static final int TOWER = 5;

    private final Random random = new Random(42);
    private final List<KnownBuild> builds = new ArrayList<>();

    static List<KnownBuild> of(int count) {
        GeneratedBases generated = new GeneratedBases();
        for (int build = 0; generated.builds.size() < count; build++) {
            generated.tower(build, count);
        }
        return generated.builds;
    }

    private void tower(int build, int count) {
        List<Digest> layers = new ArrayList<>();
        List<Digest> diffIds = new ArrayList<>();
        Instant seen = Instant.parse("2024-01-01T00:00:00Z").plusSeconds(build * 3600L);
        for (int storey = 0; storey < TOWER && builds.size() < count; storey++) {
            for (int own = 0; own < 1 + storey; own++) {
                layers.add(digest());
                diffIds.add(digest());
            }
            String repository = "base-" + build % 100 + "-" + storey;
            builds.add(new KnownBuild(
                    List.of(
                            name(repository + ":3.12-slim-trixie", seen),
                            name(repository + ":3.12." + build, seen),
                            name(repository + ":3.12", seen)),
                    Platform.LINUX_AMD64,
                    layers,
                    diffIds,
                    40_000_000,
                    Tier.SLIM,
                    FACTS,
                    digest(),
                    digest(),
                    seen,
                    storey == 0 ? null : ImageReference.parse("base-" + build % 100 + "-" + (storey - 1) + ":3.12")));
        }
    }

    private static KnownBuild.Name name(String reference, Instant seen) {
        return new KnownBuild.Name(ImageReference.parse(reference), seen);
    }

    private Digest digest() {
        return Digest.sha256("%016x%016x%016x%016x".formatted(
                random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong()));
    }

    /** An image on top of this build, with so many layers in all. */
    static List<Digest> on(List<Digest> base, int layers) {
        GeneratedBases own = new GeneratedBases();
        List<Digest> image = new ArrayList<>(base);
        while (image.size() < layers) {
            image.add(own.digest());
        }
        return image;
    }
}
