/**
 * What the content of layers shows: tar archives (POSIX pax, GNU) in gzip, zstd or plain, streamed and never unpacked, reduced to
 * the few paths that tell of a distribution.
 *
 * <p>Everything read is hostile: bytes, entries, headers, names and time are limited, and whatever breaks a limit or a format
 * ends as an {@link dev.plinth.review.source.UnavailableException}. A layer is read to its end, so that its digest is known to be
 * right and so that what was not found is not there; reading stops early only where nothing is left to be found.
 */
@NullMarked
package dev.plinth.layers;

import org.jspecify.annotations.NullMarked;
