/** One piece of work at a time for each key, however many want its result. Knows nothing of registries. */
@NullMarked
package dev.plinth.registry.flight;

import org.jspecify.annotations.NullMarked;
