package dev.plinth.base.catalogue;

import dev.plinth.base.Facts;
import dev.plinth.base.Libc;
import dev.plinth.base.Tier;
import dev.plinth.image.Platform;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Builds for tests, by hand and at random. */
final class Builds {

    static final Instant DAY = Instant.parse("2026-11-01T00:00:00Z");

    private Builds() {}

    static Digest digest(int number) {
        return Digest.sha256("%064x".formatted(number));
    }

    static List<Digest> digests(int... numbers) {
        List<Digest> digests = new ArrayList<>();
        for (int number : numbers) {
            digests.add(digest(number));
        }
        return digests;
    }

    static KnownBuild build(String name, Instant seen, @Nullable Digest manifest, List<Digest> layers) {
        return build(name, seen, manifest, layers, List.of());
    }

    static KnownBuild build(
            String name, Instant seen, @Nullable Digest manifest, List<Digest> layers, List<Digest> diffIds) {
        return new KnownBuild(
                List.of(new KnownBuild.Name(ImageReference.parse(name), seen)),
                Platform.LINUX_AMD64,
                layers,
                diffIds,
                1000,
                Tier.SLIM,
                Facts.UNKNOWN,
                null,
                manifest,
                seen,
                null);
    }

    /** Builds on top of each other and beside each other, with everything that may be unknown known or not. */
    static List<KnownBuild> random(Random random, int count) {
        List<KnownBuild> builds = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<Digest> layers = new ArrayList<>();
            List<Digest> diffIds = new ArrayList<>();
            if (!builds.isEmpty() && random.nextInt(3) > 0) {
                KnownBuild below = builds.get(random.nextInt(builds.size()));
                if (below.layers().size() < 20) {
                    layers.addAll(below.layers());
                    diffIds.addAll(below.diffIds());
                }
            }
            boolean withDiffIds = diffIds.size() == layers.size() && random.nextBoolean();
            for (int own = random.nextInt(3); own >= 0; own--) {
                layers.add(random(random));
                diffIds.add(random(random));
            }
            builds.add(new KnownBuild(
                    names(random, i),
                    random.nextInt(5) == 0
                            ? new Platform("windows", "amd64", null, "10.0.20348.2402")
                            : new Platform("linux", "arm", "v" + (6 + random.nextInt(2)), null),
                    layers,
                    withDiffIds ? diffIds.subList(0, layers.size()) : List.of(),
                    random.nextLong(1L << 40),
                    random.nextBoolean() ? Tier.values()[random.nextInt(5)] : null,
                    facts(random),
                    random.nextBoolean() ? random(random) : null,
                    random.nextBoolean() ? random(random) : null,
                    random.nextBoolean() ? DAY.minusSeconds(random.nextInt(1_000_000_000)) : null,
                    random.nextBoolean() ? ImageReference.parse("parent:" + random.nextInt(5)) : null));
        }
        return builds;
    }

    private static List<KnownBuild.Name> names(Random random, int i) {
        List<KnownBuild.Name> names = new ArrayList<>();
        for (int n = random.nextInt(3); n >= 0; n--) {
            names.add(new KnownBuild.Name(
                    ImageReference.parse("registry.corp/base-" + i + ":" + n),
                    DAY.plusSeconds(random.nextInt(10_000_000))));
        }
        return names;
    }

    private static Facts facts(Random random) {
        return new Facts(
                random.nextBoolean() ? "debian" : null,
                random.nextBoolean() ? "13" : null,
                random.nextBoolean() ? "trixie" : null,
                random.nextBoolean() ? Libc.values()[random.nextInt(3)] : null,
                random.nextBoolean() ? random.nextBoolean() : null,
                random.nextBoolean() ? "apt" : null,
                random.nextBoolean() ? random.nextBoolean() : null,
                random.nextBoolean() ? "python 3.12" : null);
    }

    static Digest random(Random random) {
        return Digest.sha256("%016x%016x%016x%016x"
                .formatted(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong()));
    }
}
