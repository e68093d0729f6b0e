/**
 * The catalogue of known bases in memory, how it grows, and the bytes it is kept as.
 *
 * <p>Known builds are found by their layers: a trie over layer digests, walked once for an image however many builds are
 * known. Nothing is ever forgotten by adding: a tag that has moved on leaves the builds that it pointed at, which is what
 * recognises last year's images. It knows no files and no registries.
 */
@NullMarked
package dev.plinth.base.catalogue;

import org.jspecify.annotations.NullMarked;
