package dev.plinth.image;

import dev.plinth.data.Node;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Keys of documents that container runtimes read as well. Runtimes are written in Go, whose JSON reader takes {@code Layers} or
 * {@code layer\u017f} for {@code layers}, the last of them counting: a document with such a key is one image here and another one
 * there, and no digest shows it. Such a document is refused; no builder writes one.
 */
enum GoKeys {
    MANIFEST("schemaVersion", "mediaType", "artifactType", "config", "layers", "manifests", "subject", "annotations"),
    DESCRIPTOR("mediaType", "digest", "size", "urls", "annotations", "data", "platform", "artifactType"),
    PLATFORM("architecture", "os", "os.version", "os.features", "variant"),
    CONFIG("architecture", "os", "os.version", "os.features", "variant", "config", "rootfs", "history"),
    ROOT_FS("type", "diff_ids");

    /** Compares as Go folds: by upper case, then by the lower case of it. */
    private final TreeSet<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    GoKeys(String... known) {
        this.known.addAll(List.of(known));
    }

    /**
     * Does nothing for what is no mapping.
     *
     * @throws MalformedException if a key is a known one but for the case of its letters
     */
    void check(Node node, String where) throws MalformedException {
        if (!(node instanceof Node.Mapping mapping)) {
            return;
        }
        for (Map.Entry<String, Node> entry : mapping.entries().entrySet()) {
            String like = known.ceiling(entry.getKey());
            if (like != null && like.equalsIgnoreCase(entry.getKey()) && !like.equals(entry.getKey())) {
                throw new MalformedException(where + " has the key " + like + " in other letters");
            }
        }
    }
}
