package dev.plinth.base.catalogue;

import dev.plinth.image.Platform;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Brings builds together: what is known of one build from several sides becomes one entry, and nothing that was known is lost.
 * Two entries are of one build if platform and layers are the same, and the manifest, where both know it. For one thread.
 */
public final class CatalogueMerge {

    /** How many builds are kept; beyond it those go that were not seen for the longest time. */
    public static final int MAX_BUILDS = 100_000;

    /** Builds of the very same layers; more than any publisher makes, and few enough to look through. */
    private static final int MOST_ALIKE = 500;

    private record Chain(Platform platform, List<Digest> layers) {}

    private final Map<Chain, List<KnownBuild>> known = new LinkedHashMap<>();

    /** Adds builds to what is here already. */
    public CatalogueMerge add(Collection<KnownBuild> builds) {
        builds.forEach(this::add);
        return this;
    }

    /** Adds one build to what is here already. */
    public void add(KnownBuild build) {
        List<KnownBuild> same =
                known.computeIfAbsent(new Chain(build.platform(), build.layers()), _ -> new ArrayList<>(1));
        for (int i = 0; i < same.size(); i++) {
            if (sameManifest(same.get(i), build)) {
                same.set(i, together(same.get(i), build));
                return;
            }
        }
        if (same.size() < MOST_ALIKE) {
            same.add(build);
        }
    }

    /** What is known now, in an order that depends on the builds alone. */
    public List<KnownBuild> builds() {
        List<KnownBuild> all = new ArrayList<>();
        known.values().forEach(all::addAll);
        if (all.size() > MAX_BUILDS) {
            all.sort(Comparator.comparing(CatalogueMerge::seen).reversed());
            all.subList(MAX_BUILDS, all.size()).clear();
        }
        all.sort(Comparator.comparing((KnownBuild build) ->
                        build.names().getFirst().reference().canonical())
                .thenComparing(build -> build.platform().toString())
                .thenComparing(build -> build.layers().getLast())
                .thenComparing(build ->
                        build.manifest() == null ? "" : build.manifest().hex()));
        return all;
    }

    /** What is known now, as a catalogue. */
    public ChainCatalogue catalogue() {
        return ChainCatalogue.of(builds());
    }

    private static boolean sameManifest(KnownBuild one, KnownBuild other) {
        if (one.manifest() != null && other.manifest() != null) {
            return one.manifest().equals(other.manifest());
        }
        // One side does not know the manifest: the same layers under the same name are the same build.
        return one.names().stream()
                .anyMatch(name ->
                        other.names().stream().anyMatch(its -> its.reference().equals(name.reference())));
    }

    private static KnownBuild together(KnownBuild one, KnownBuild other) {
        boolean otherIsNewer = seen(other).isAfter(seen(one));
        KnownBuild newer = otherIsNewer ? other : one;
        KnownBuild older = otherIsNewer ? one : other;
        return new KnownBuild(
                names(one, other),
                one.platform(),
                one.layers(),
                newer.diffIds().isEmpty() ? older.diffIds() : newer.diffIds(),
                newer.size(),
                either(newer.tier(), older.tier()),
                newer.facts().orElse(older.facts()),
                either(newer.index(), older.index()),
                either(newer.manifest(), older.manifest()),
                either(newer.created(), older.created()),
                either(newer.parent(), older.parent()));
    }

    private static <T> @Nullable T either(@Nullable T first, @Nullable T second) {
        return first != null ? first : second;
    }

    private static List<KnownBuild.Name> names(KnownBuild one, KnownBuild other) {
        Map<ImageReference, Instant> seen = new HashMap<>();
        one.names().forEach(name -> seen.put(name.reference(), name.seen()));
        other.names().forEach(name -> seen.merge(name.reference(), name.seen(), CatalogueMerge::later));
        return seen.entrySet().stream()
                .map(name -> new KnownBuild.Name(name.getKey(), name.getValue()))
                .sorted(Comparator.comparing(KnownBuild.Name::seen)
                        .reversed()
                        .thenComparing(name -> name.reference().canonical()))
                .limit(KnownBuild.MAX_NAMES)
                .toList();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant seen(KnownBuild build) {
        return build.names().stream()
                .map(KnownBuild.Name::seen)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }
}
