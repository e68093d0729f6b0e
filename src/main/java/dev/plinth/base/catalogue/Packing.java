package dev.plinth.base.catalogue;

import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts builds into the tables, and keeps one of each value that many builds have. */
final class Packing {

    private final DigestTable digests;
    private final LayerTrie trie;
    private final Map<Object, Object> shared = new HashMap<>();

    Packing(DigestTable digests, LayerTrie trie) {
        this.digests = digests;
        this.trie = trie;
    }

    PackedBuild pack(KnownBuild build) {
        List<KnownBuild.Name> names = build.names();
        return new PackedBuild(
                names.stream().map(name -> reference(name.reference())).toList(),
                names.stream().mapToLong(name -> name.seen().getEpochSecond()).toArray(),
                one(build.platform()),
                node(LayerTrie.LAYERS, build.layers()),
                build.diffIds().isEmpty() ? PackedBuild.NONE : node(LayerTrie.DIFF_IDS, build.diffIds()),
                build.layers().size(),
                build.size(),
                build.tier(),
                one(build.facts()),
                number(build.index()),
                number(build.manifest()),
                build.created() == null ? PackedBuild.UNKNOWN : build.created().getEpochSecond(),
                build.parent() == null ? null : reference(build.parent()));
    }

    private int node(int root, List<Digest> chain) {
        int node = root;
        for (Digest digest : chain) {
            node = trie.add(node, digests.add(digest));
        }
        return node;
    }

    private int number(@Nullable Digest digest) {
        return digest == null ? PackedBuild.NONE : digests.add(digest);
    }

    private ImageReference reference(ImageReference reference) {
        Object known = shared.get(reference);
        if (known != null) {
            return (ImageReference) known;
        }
        ImageReference frugal = new ImageReference(
                one(reference.registry()), one(reference.repository()), reference.tag(), reference.digest());
        shared.put(frugal, frugal);
        return frugal;
    }

    @SuppressWarnings("unchecked") // what is found is equal to what was asked for, and so of its type
    private <T> T one(T value) {
        Object first = shared.putIfAbsent(value, value);
        return first == null ? value : (T) first;
    }
}
