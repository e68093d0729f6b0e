package dev.plinth.image;

import java.time.Instant;
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
        @Nullable Instant created, String createdBy, String author, String comment, boolean emptyLayer) {}
