package dev.plinth.image;

import dev.plinth.data.Node;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * One step of an image's history (OCI image-spec, config: {@code history}); free text of whoever built the image.
 *
 * @param created null if missing or no RFC 3339 time
 * @param createdBy the command; empty if missing
 * @param author empty if missing
 * @param comment empty if missing
 * @param emptyLayer whether the step made no layer
 */
public record HistoryEntry(
        @Nullable Instant created, String createdBy, String author, String comment, boolean emptyLayer) {

    /** Reads an entry; whatever is missing or ill-typed is as if it were not said. */
    public static HistoryEntry read(Node node) {
        return new HistoryEntry(
                time(node),
                node.text("created_by").orElse(""),
                node.text("author").orElse(""),
                node.text("comment").orElse(""),
                node.flag("empty_layer").orElse(false));
    }

    private static @Nullable Instant time(Node node) {
        try {
            return node.text("created")
                    .map(text -> OffsetDateTime.parse(text).toInstant())
                    .orElse(null);
        } catch (DateTimeParseException _) {
            return null;
        }
    }
}
