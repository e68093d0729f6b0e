/** Adapter: what is remembered, bounded and for a time, in Caffeine. */
@NullMarked
package dev.plinth.memory;

import org.jspecify.annotations.NullMarked;
