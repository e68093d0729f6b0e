package dev.plinth.base.inquiry;

import dev.plinth.base.Facts;
import org.jspecify.annotations.Nullable;

/**
 * What the content of layers shows, whiteouts applied.
 *
 * @param facts as far as seen
 * @param slimMarker whether Debian's marker of the slim variant was seen; null if the layers were not read to the end
 * @param distrolessDatabase whether packages are recorded file by file, as distroless images do
 * @param empty whether there is nothing of a distribution: no libc, shell or package database
 * @param complete whether every layer was read to its end
 */
public record Content(
        Facts facts, @Nullable Boolean slimMarker, boolean distrolessDatabase, boolean empty, boolean complete) {}
