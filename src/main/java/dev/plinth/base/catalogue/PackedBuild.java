package dev.plinth.base.catalogue;

import dev.plinth.base.Facts;
import dev.plinth.base.Tier;
import dev.plinth.base.inquiry.KnownBase;
import dev.plinth.image.Platform;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One build as it lies in memory: digests by number, layers by node, everything else shared with other builds.
 *
 * @param names the most telling first
 * @param seen epoch seconds, one a name
 * @param created epoch seconds, or {@link #UNKNOWN}
 */
record PackedBuild(
        List<ImageReference> names,
        long[] seen,
        Platform platform,
        int layersNode,
        int diffIdsNode,
        int layers,
        long size,
        @Nullable Tier tier,
        Facts facts,
        int index,
        int manifest,
        long created,
        @Nullable ImageReference parent) {

    static final int NONE = -1;
    static final long UNKNOWN = Long.MIN_VALUE;

    /** When it was last seen under this name, in epoch seconds. */
    long seen(ImageReference name) {
        return seen[names.indexOf(name)];
    }

    /** What newer builds have more of. */
    long age() {
        return created != UNKNOWN ? created : Arrays.stream(seen).max().orElse(UNKNOWN);
    }

    KnownBase known(DigestTable digests, boolean current) {
        return new KnownBase(
                names,
                platform,
                layers,
                size,
                tier,
                facts,
                digest(digests, index),
                digest(digests, manifest),
                created == UNKNOWN ? null : Instant.ofEpochSecond(created),
                parent,
                Instant.ofEpochSecond(seen[0]),
                current);
    }

    KnownBuild unpacked(DigestTable digests, LayerTrie trie) {
        return new KnownBuild(
                IntStream.range(0, names.size())
                        .mapToObj(i -> new KnownBuild.Name(names.get(i), Instant.ofEpochSecond(seen[i])))
                        .toList(),
                platform,
                chain(digests, trie, layersNode),
                diffIdsNode == NONE ? List.of() : chain(digests, trie, diffIdsNode),
                size,
                tier,
                facts,
                digest(digests, index),
                digest(digests, manifest),
                created == UNKNOWN ? null : Instant.ofEpochSecond(created),
                parent);
    }

    private static List<Digest> chain(DigestTable digests, LayerTrie trie, int node) {
        return Arrays.stream(trie.path(node)).mapToObj(digests::get).toList();
    }

    private static @Nullable Digest digest(DigestTable digests, int number) {
        return number == NONE ? null : digests.get(number);
    }
}
