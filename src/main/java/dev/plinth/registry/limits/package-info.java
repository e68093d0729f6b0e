/**
 * What keeps us from being a burden, and a registry from being one to us: exchanges in flight, rate limits, circuits, retries,
 * and the measuring of it all. Decorators of {@link dev.plinth.registry.http.Wire}; state is kept for each host.
 */
@NullMarked
package dev.plinth.registry.limits;

import org.jspecify.annotations.NullMarked;
