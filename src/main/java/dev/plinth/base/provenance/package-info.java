/**
 * BuildKit's provenance statements (SLSA 0.2 and 1, modes min and max) read for one thing: which image the final stage stands on.
 * Unsigned statements are their author's words; nothing here is more than a claim.
 */
@NullMarked
package dev.plinth.base.provenance;

import org.jspecify.annotations.NullMarked;
