package dev.plinth.base.history;

import dev.plinth.data.Node;
import dev.plinth.image.HistoryEntry;
import dev.plinth.image.Image;
import dev.plinth.image.ImageConfig;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The history that {@code crane flatten} leaves: one entry for the one layer, whose comment is the old history as JSON. It tells what
 * was melted into the layer; which layers there were nobody can say any more.
 */
public final class FlattenedHistory {

    /** More entries than any real image has, less than would take long. */
    private static final int MOST = 600;

    private FlattenedHistory() {}

    /** The image with its old history, where that is what stands there; else the image as it is. */
    public static Image restored(Image image, Function<String, Optional<Node>> json) {
        List<HistoryEntry> history = image.config().history();
        if (history.size() != 1 || image.layers().size() != 1) {
            return image;
        }
        String comment = history.getFirst().comment();
        if (!comment.startsWith("[") || !comment.contains("\"created_by\"")) {
            return image;
        }
        List<HistoryEntry> old = json.apply(comment).map(Node::items).orElse(List.of()).stream()
                .limit(MOST)
                .map(HistoryEntry::read)
                .toList();
        return old.isEmpty() ? image : with(image, old);
    }

    private static Image with(Image image, List<HistoryEntry> history) {
        ImageConfig config = image.config();
        return new Image(
                image.reference(),
                image.root(),
                image.digest(),
                image.index(),
                image.manifest(),
                new ImageConfig(
                        config.platform(),
                        config.created(),
                        config.author(),
                        config.user(),
                        config.env(),
                        config.entrypoint(),
                        config.command(),
                        config.labels(),
                        history,
                        config.diffIds()),
                image.platform());
    }
}
