package dev.plinth.demo;

import dev.plinth.codec.JsonText;
import dev.plinth.codec.Tree;
import dev.plinth.data.Node;
import dev.plinth.image.MediaType;
import dev.plinth.image.reference.Digest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The metadata of one image for linux/amd64, with its documents as a registry serves them.
 *
 * @param layers from the bottom up
 * @param history entries as a configuration has them, from the bottom up
 * @param env {@code NAME=value}
 * @param entrypoint empty if none
 * @param command empty if none
 * @param annotations of the manifest
 */
record SampleImage(
        List<Layer> layers,
        List<Node> history,
        List<String> env,
        List<String> entrypoint,
        List<String> command,
        Map<String, String> annotations) {

    /** Says in a manifest what is real of it. */
    static final String MARK = "dev.plinth.demo";

    private static final String BUILT = "2026-11-20T09:00:00Z";

    SampleImage {
        layers = List.copyOf(layers);
        history = List.copyOf(history);
        env = List.copyOf(env);
        entrypoint = List.copyOf(entrypoint);
        command = List.copyOf(command);
        annotations = new LinkedHashMap<>(annotations);
    }

    /**
     * A layer that is only described.
     *
     * @param digest of what would be served
     * @param size of that in bytes
     */
    record Layer(Digest digest, long size) {

        /** Made of nothing but its name. */
        static Layer generated(String name, long size) {
            return new Layer(Content.digest("layer " + name), size);
        }

        /** Generated, and the same wherever the layer stands. */
        Digest diffId() {
            return Content.digest("content of " + digest);
        }
    }

    /** Nothing, to build on. */
    static SampleImage scratch() {
        return new SampleImage(List.of(), List.of(), List.of(), List.of(), List.of(), Map.of());
    }

    /** A step of a Dockerfile that makes a layer. Annotations are not inherited. */
    SampleImage step(String createdBy, Layer layer) {
        return new SampleImage(
                plus(layers, layer), plus(history, entry(createdBy, false)), env, entrypoint, command, Map.of());
    }

    /** What the image runs. */
    SampleImage running(List<String> newCommand) {
        String list = JsonText.compact(Tree.list(newCommand, word -> word));
        return new SampleImage(layers, plus(history, entry("CMD " + list, true)), env, List.of(), newCommand, Map.of());
    }

    /** The same with one more annotation on its manifest. */
    SampleImage annotated(String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(annotations);
        more.put(key, value);
        return new SampleImage(layers, history, env, entrypoint, command, more);
    }

    private static Node entry(String createdBy, boolean empty) {
        Tree entry = new Tree()
                .with("created", BUILT)
                .with("created_by", createdBy)
                .with("comment", "buildkit.dockerfile.v0");
        return (empty ? entry.with("empty_layer", true) : entry).node();
    }

    byte[] config() {
        return bytes(new Tree()
                .with("architecture", "amd64")
                .with("os", "linux")
                .with(
                        "created",
                        history.isEmpty()
                                ? BUILT
                                : history.getLast().text("created").orElse(BUILT))
                .with(
                        "config",
                        new Tree()
                                .with("Env", env, value -> value)
                                .with("Entrypoint", entrypoint, word -> word)
                                .with("Cmd", command, word -> word)
                                .node())
                .with("history", history, entry -> entry)
                .with(
                        "rootfs",
                        new Tree()
                                .with("type", "layers")
                                .with("diff_ids", layers, Layer::diffId)
                                .node())
                .node());
    }

    byte[] manifest() {
        byte[] config = config();
        return bytes(new Tree()
                .with("schemaVersion", 2)
                .with("mediaType", MediaType.OCI_MANIFEST.value())
                .with("config", descriptor(MediaType.OCI_CONFIG, Content.digest(config), config.length))
                .with("layers", layers, layer -> descriptor(MediaType.OCI_LAYER_GZIP, layer.digest(), layer.size()))
                .with("annotations", texts(annotations))
                .node());
    }

    /** An index of this one platform. */
    byte[] index() {
        byte[] manifest = manifest();
        Node entry = new Tree()
                .with("mediaType", MediaType.OCI_MANIFEST.value())
                .with("digest", Content.digest(manifest))
                .with("size", manifest.length)
                .with(
                        "platform",
                        new Tree()
                                .with("architecture", "amd64")
                                .with("os", "linux")
                                .node())
                .node();
        return bytes(new Tree()
                .with("schemaVersion", 2)
                .with("mediaType", MediaType.OCI_INDEX.value())
                .with("manifests", List.of(entry), each -> each)
                .node());
    }

    /** What a reference to the image is pinned to. */
    Digest digest() {
        return Content.digest(index());
    }

    private static Node descriptor(MediaType type, Digest digest, long size) {
        return new Tree()
                .with("mediaType", type.value())
                .with("digest", digest)
                .with("size", size)
                .node();
    }

    private static Node texts(Map<String, String> texts) {
        Tree tree = new Tree();
        texts.forEach(tree::with);
        return tree.node();
    }

    private static byte[] bytes(Node node) {
        return JsonText.compact(node).getBytes(StandardCharsets.UTF_8);
    }

    private static <T> List<T> plus(List<T> items, T item) {
        List<T> more = new ArrayList<>(items);
        more.add(item);
        return more;
    }
}
