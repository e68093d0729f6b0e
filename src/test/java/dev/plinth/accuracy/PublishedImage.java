package dev.plinth.accuracy;

import dev.plinth.base.Tier;
import dev.plinth.data.Node;
import dev.plinth.image.HistoryEntry;
import dev.plinth.image.Image;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.testing.images.Sketch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One official image as it was published, with the truth about it from its Dockerfile.
 *
 * @param vintage 2018 or 2026
 * @param labels those that no step of the history shows
 * @param env likewise
 * @param steps time and text, normalised as listings show them
 * @param base the immediate base; {@code scratch} for a root
 * @param root the distribution at the bottom, or {@code scratch}
 */
record PublishedImage(
        ImageReference reference,
        String vintage,
        List<Step> steps,
        List<Layer> layers,
        List<String> entrypoint,
        List<String> command,
        Map<String, String> labels,
        List<String> env,
        String base,
        String root,
        Tier tier) {

    /**
     * A step of the history.
     *
     * @param layer whether it made a layer; null where only its text tells
     * @param comment its comment, where the text is in the builder's own words; null where it is normalised
     */
    record Step(
            Instant created,
            String text,
            @Nullable Boolean layer,
            @Nullable String comment,
            String author) {

        boolean makesLayer() {
            return layer == null ? textMakesLayer(text) : layer;
        }
    }

    record Layer(Digest digest, long size) {}

    private static final Set<String> MAKE_LAYERS = Set.of("RUN", "COPY", "ADD");

    static PublishedImage read(Node node) {
        List<Step> steps = new ArrayList<>();
        for (Node item : node.items("history")) {
            List<Node> pair = ((Node.Sequence) item).items();
            steps.add(new Step(
                    Instant.parse(pair.get(0).text().orElseThrow()),
                    pair.get(1).text().orElseThrow(),
                    pair.size() > 2 ? pair.get(2).flag().orElseThrow() : null,
                    pair.size() > 3 ? pair.get(3).text().orElseThrow() : null,
                    pair.size() > 4 ? pair.get(4).text().orElseThrow() : ""));
        }
        List<Layer> layers = new ArrayList<>();
        for (Node item : node.items("layers")) {
            List<Node> pair = ((Node.Sequence) item).items();
            layers.add(new Layer(
                    Digest.parse(pair.get(0).text().orElseThrow()),
                    pair.get(1).whole().orElse(0)));
        }
        return new PublishedImage(
                ImageReference.parse(node.text("ref").orElseThrow()),
                node.text("vintage").orElseThrow(),
                steps,
                layers,
                node.texts("entrypoint"),
                node.texts("cmd"),
                node.textEntries("labels"),
                node.texts("env"),
                node.text("base").orElse("?"),
                node.text("root").orElse("?"),
                Tier.parse(node.text("tier").orElseThrow()));
    }

    boolean isRoot() {
        return base.equals("scratch");
    }

    /** The image as its registry serves it: history in the builders' own words, layers flagged, environment set. */
    Image image() {
        Sketch sketch =
                Sketch.named(reference.canonical()).created(steps.getLast().created());
        int left = layers.size();
        for (Step step : steps) {
            if (step.makesLayer()) {
                left--;
            }
        }
        int at = 0;
        for (Step step : steps) {
            boolean makes = step.makesLayer();
            // A WORKDIR of BuildKit makes a layer where the directory is new: taken where the layers are more than the
            // other steps.
            if (step.layer() == null && !makes && left > 0 && step.text().startsWith("WORKDIR ")) {
                makes = true;
                left--;
            }
            makes &= at < layers.size();
            sketch.entry(
                    step.comment() == null
                            ? new HistoryEntry(step.created(), raw(step.text()), "", comment(step.text()), !makes)
                            : new HistoryEntry(step.created(), step.text(), step.author(), step.comment(), !makes));
            if (makes) {
                Layer layer = layers.get(at++);
                sketch.bareLayer(layer.digest(), Sketch.digest("tar of " + layer.digest()), layer.size());
            }
            if (step.text().startsWith("ENV ")) {
                sketch.env(pairs(step.text().substring(4)).toArray(String[]::new));
            }
            if (step.text().startsWith("LABEL ")) {
                for (String pair : pairs(step.text().substring(6))) {
                    int equals = pair.indexOf('=');
                    sketch.label(unquoted(pair.substring(0, equals)), unquoted(pair.substring(equals + 1)));
                }
            }
        }
        while (at < layers.size()) {
            Layer layer = layers.get(at++);
            sketch.bareLayer(layer.digest(), Sketch.digest("tar of " + layer.digest()), layer.size());
        }
        labels.forEach(sketch::label);
        sketch.env(env.toArray(String[]::new));
        sketch.entrypoint(entrypoint.toArray(String[]::new)).command(command.toArray(String[]::new));
        return sketch.image();
    }

    private static boolean textMakesLayer(String text) {
        int space = text.indexOf(' ');
        String word = space < 0 ? text : text.substring(0, space);
        return MAKE_LAYERS.contains(word) && !text.startsWith("RUN umoci config");
    }

    /** Listings put RUN before whatever is no instruction, and cut the words of the shell. */
    private static String raw(String text) {
        for (String foreign : List.of("# debian.sh", "umoci ", "BusyBox ")) {
            if (text.startsWith("RUN " + foreign)) {
                return text.substring(4);
            }
        }
        if (text.endsWith("# buildkit")) {
            return text.startsWith("RUN ") ? "RUN /bin/sh -c " + text.substring(4) : text;
        }
        return text.startsWith("RUN ")
                ? "/bin/sh -c " + text.substring(4)
                : text.startsWith("CMD ") ? "/bin/sh -c #(nop)  " + text : "/bin/sh -c #(nop) " + text;
    }

    private static String comment(String text) {
        return text.endsWith("# buildkit")
                ? "buildkit.dockerfile.v0"
                : text.startsWith("RUN # debian.sh") ? "debuerreotype 0.15" : "";
    }

    private static List<String> pairs(String text) {
        List<String> entries = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int equals = text.indexOf('=', from);
            if (equals < 0) {
                break;
            }
            int next = text.indexOf('=', equals + 1);
            int end = next < 0 ? text.length() : text.lastIndexOf(' ', next);
            if (end <= equals) {
                end = text.length();
            }
            entries.add(text.substring(from, end).strip());
            from = end + 1;
        }
        return entries;
    }

    private static String unquoted(String text) {
        return text.replace("\"", "");
    }
}
