package dev.plinth.base.catalogue;

import dev.plinth.base.inquiry.Catalogue;
import dev.plinth.base.inquiry.KnownBase;
import dev.plinth.image.Platform;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The catalogue over a trie of layers. Looking an image up costs two probes a layer until the first unknown one, whatever the
 * number of builds; 10,000 builds take a few megabytes.
 */
public final class ChainCatalogue implements Catalogue {

    /** Knows nothing. */
    public static final ChainCatalogue EMPTY = of(List.of());

    private static final int NONE = -1;

    private final DigestTable digests = new DigestTable();
    private final LayerTrie trie = new LayerTrie();
    private final List<PackedBuild> builds;

    /** Node to the first build that ends there, and a build to the next one of the same node; two chains of each. */
    private final int[] firstAt;

    private final int[] nextByLayers;
    private final int[] nextByDiffIds;

    /** Name to the builds that it pointed at, the newest first. */
    private final Map<ImageReference, int[]> byName;

    private final Set<String> repositories;
    private final Instant built;

    private ChainCatalogue(List<KnownBuild> known) {
        Packing packing = new Packing(digests, trie);
        builds = known.stream().map(packing::pack).toList();
        digests.trim();
        trie.trim();
        firstAt = filled(trie.nodes());
        nextByLayers = filled(builds.size());
        nextByDiffIds = filled(builds.size());
        // Older builds come first in a match, so the newest is put in last, at the end of what has to be reversed.
        int[] oldestFirst = IntStream.range(0, builds.size())
                .boxed()
                .sorted(Comparator.comparing(build -> builds.get(build).age()))
                .mapToInt(Integer::intValue)
                .toArray();
        byName = HashMap.newHashMap(builds.size());
        for (int i = oldestFirst.length - 1; i >= 0; i--) {
            int build = oldestFirst[i];
            link(build, builds.get(build).layersNode(), nextByLayers);
            link(build, builds.get(build).diffIdsNode(), nextByDiffIds);
        }
        index(oldestFirst);
        repositories = new HashSet<>();
        byName.keySet().forEach(name -> repositories.add(name.path()));
        built = builds.stream()
                .flatMap(build -> Arrays.stream(build.seen()).mapToObj(Instant::ofEpochSecond))
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    /** The catalogue of these builds, which must not hold one build twice; {@link CatalogueMerge} sees to that. */
    public static ChainCatalogue of(Collection<KnownBuild> builds) {
        return new ChainCatalogue(List.copyOf(builds));
    }

    private void link(int build, int node, int[] next) {
        if (node != NONE) {
            next[build] = firstAt[node];
            firstAt[node] = build;
        }
    }

    private void index(int[] oldestFirst) {
        Map<ImageReference, List<Integer>> collected = new HashMap<>();
        for (int build : oldestFirst) {
            for (ImageReference name : builds.get(build).names()) {
                collected.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(build);
            }
        }
        collected.forEach((name, its) -> byName.put(
                name,
                its.stream()
                        .sorted(Comparator.comparing(
                                        (Integer build) -> builds.get(build).seen(name))
                                .thenComparing(build -> builds.get(build).age())
                                .reversed())
                        .mapToInt(Integer::intValue)
                        .toArray()));
    }

    @Override
    public List<Match> prefixes(List<Digest> layers, List<Digest> diffIds) {
        List<Match> matches = new ArrayList<>();
        int byLayers = LayerTrie.LAYERS;
        int byDiffIds = LayerTrie.DIFF_IDS;
        int matched = 0;
        int most = Math.min(Math.max(layers.size(), diffIds.size()), KnownBuild.MAX_LAYERS);
        for (int depth = 1; depth <= most && (byLayers != NONE || byDiffIds != NONE); depth++) {
            byLayers = step(byLayers, layers, depth - 1);
            byDiffIds = step(byDiffIds, diffIds, depth - 1);
            int before = matches.size();
            if (!EmptyLayers.onlyThose(layers, diffIds, matched, depth)) {
                collect(byLayers, byDiffIds, matches);
            }
            matched = matches.size() > before ? depth : matched;
        }
        return matches;
    }

    private int step(int node, List<Digest> chain, int place) {
        if (node == NONE || place >= chain.size()) {
            return NONE;
        }
        int digest = digests.find(chain.get(place));
        return digest == DigestTable.ABSENT ? NONE : trie.step(node, digest);
    }

    private void collect(int byLayers, int byDiffIds, List<Match> into) {
        int start = into.size();
        for (int build = byLayers == NONE ? NONE : firstAt[byLayers]; build != NONE; build = nextByLayers[build]) {
            into.add(new Match(known(build), false));
        }
        for (int build = byDiffIds == NONE ? NONE : firstAt[byDiffIds]; build != NONE; build = nextByDiffIds[build]) {
            if (builds.get(build).layersNode() != byLayers) {
                into.add(new Match(known(build), true));
            }
        }
        if (into.size() - start > 1) {
            into.subList(start, into.size())
                    .sort(Comparator.comparing((Match match) -> !match.byDiffId())
                            .thenComparing(match -> match.base().seen()));
        }
    }

    private KnownBase known(int build) {
        PackedBuild packed = builds.get(build);
        ImageReference first = packed.names().getFirst();
        boolean current = newestOf(first, packed.platform()) == build;
        return packed.known(digests, current);
    }

    private int newestOf(ImageReference name, Platform platform) {
        for (int build : byName.getOrDefault(name, new int[0])) {
            if (builds.get(build).platform().runsOn(platform)) {
                return build;
            }
        }
        return NONE;
    }

    @Override
    public Optional<KnownBase> newest(ImageReference reference, Platform platform) {
        int build = newestOf(reference.withDigest(null), platform);
        return build == NONE ? Optional.empty() : Optional.of(known(build));
    }

    @Override
    public boolean knows(ImageReference repository) {
        return repositories.contains(repository.path());
    }

    @Override
    public Instant built() {
        return built;
    }

    @Override
    public int chains() {
        return builds.size();
    }

    @Override
    public Stream<KnownBase> builds() {
        return IntStream.range(0, builds.size()).mapToObj(this::known);
    }

    /** All builds with their layers, as {@link CatalogueMerge} and {@link CatalogueFormat} take them. */
    public List<KnownBuild> contents() {
        return builds.stream().map(build -> build.unpacked(digests, trie)).toList();
    }

    private static int[] filled(int length) {
        int[] filled = new int[length];
        Arrays.fill(filled, NONE);
        return filled;
    }
}
