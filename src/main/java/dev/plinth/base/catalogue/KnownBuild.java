package dev.plinth.base.catalogue;

import dev.plinth.base.Facts;
import dev.plinth.base.Tier;
import dev.plinth.image.Platform;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One build of a base with its layers, as it enters the catalogue and as it is kept. All digests are sha256: other algorithms
 * are not catalogued.
 *
 * @param names its tags and when each was last seen to point at it; at least one, each once, put in order with the most
 *     telling first
 * @param platform what it runs on
 * @param layers compressed digests from the bottom up; at least one, at most {@link #MAX_LAYERS}
 * @param diffIds digests of the uncompressed content, as many as layers; empty if unknown
 * @param size compressed bytes
 * @param tier null if unknown
 * @param facts what is known of its content
 * @param index digest of the index it was listed in; null if unknown
 * @param manifest digest of its manifest; null if unknown
 * @param created when it was built, to the second; null if unknown
 * @param parent what its publisher says that it was built from; null if it is a root, or unknown
 */
public record KnownBuild(
        List<Name> names,
        Platform platform,
        List<Digest> layers,
        List<Digest> diffIds,
        long size,
        @Nullable Tier tier,
        Facts facts,
        @Nullable Digest index,
        @Nullable Digest manifest,
        @Nullable Instant created,
        @Nullable ImageReference parent) {

    /** More than any builder makes (127), and few enough that a hostile entry costs nothing. */
    public static final int MAX_LAYERS = 512;

    /** More than any publisher gives one build. */
    public static final int MAX_NAMES = 256;

    /**
     * A tag and when it was last seen to point at the build.
     *
     * @param reference with a tag, without a digest
     * @param seen to the second
     */
    public record Name(ImageReference reference, Instant seen) {
        public Name {
            if (reference.tag() == null || reference.digest() != null) {
                throw new IllegalArgumentException("a known build's name has a tag and no digest");
            }
            seen = seconds(seen);
        }
    }

    public KnownBuild {
        names = names.stream()
                .sorted(Comparator.comparing(Name::reference, TellingNames.FIRST))
                .toList();
        layers = List.copyOf(layers);
        diffIds = List.copyOf(diffIds);
        created = created == null ? null : seconds(created);
        Set<ImageReference> different = new HashSet<>();
        names.forEach(name -> different.add(name.reference()));
        if (names.isEmpty() || names.size() > MAX_NAMES || different.size() != names.size()) {
            throw new IllegalArgumentException("a known build has 1 to " + MAX_NAMES + " different names");
        }
        if (layers.isEmpty() || layers.size() > MAX_LAYERS) {
            throw new IllegalArgumentException("a known build has 1 to " + MAX_LAYERS + " layers");
        }
        if (!diffIds.isEmpty() && diffIds.size() != layers.size()) {
            throw new IllegalArgumentException("a known build has as many diff ids as layers, or none");
        }
        if (size < 0) {
            throw new IllegalArgumentException("a size must not be negative");
        }
        boolean sha256 = Stream.concat(
                        Stream.concat(layers.stream(), diffIds.stream()),
                        Stream.of(index, manifest).filter(Objects::nonNull))
                .allMatch(digest -> digest.algorithm().equals("sha256"));
        if (!sha256) {
            throw new IllegalArgumentException("a known build's digests are sha256");
        }
        if (EmptyLayers.onlyThose(layers, diffIds)) {
            throw new IllegalArgumentException("a build of nothing but empty layers tells no base");
        }
    }

    /** The same build, seen under one name. */
    public KnownBuild seen(ImageReference name, Instant when) {
        return new KnownBuild(
                List.of(new Name(name, when)),
                platform,
                layers,
                diffIds,
                size,
                tier,
                facts,
                index,
                manifest,
                created,
                parent);
    }

    private static Instant seconds(Instant instant) {
        return Instant.ofEpochSecond(instant.getEpochSecond());
    }
}
