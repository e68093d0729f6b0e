/**
 * A second level of memory that replicas share and that outlives them: immutable documents by digest, and where tags pointed to.
 * It holds bytes, never a right: who may read is asked outside of it, and whatever it gives is proved before it is used. Not
 * the first level, which is {@code cache}.
 */
@NullMarked
package dev.plinth.registry.shared;

import org.jspecify.annotations.NullMarked;
