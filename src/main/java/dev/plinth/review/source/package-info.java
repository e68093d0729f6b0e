/**
 * Ports to where images are read from: documents of registries and layouts, layer content as facts, on whose behalf and until
 * when. Only I/O at these ports throws, and one exception type.
 */
@NullMarked
package dev.plinth.review.source;

import org.jspecify.annotations.NullMarked;
