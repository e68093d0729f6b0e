/**
 * One HTTP exchange with one host, safely: addresses checked after the name was resolved and then really used, TLS with the
 * trust that is configured, limits on time, headers and bodies. Blocking, for virtual threads, over Vert.x.
 *
 * <p>Knows no registry protocol and no credential: callers give headers and get status, headers and bytes. What decorates an
 * exchange (metrics, limits, retries, redirects) implements {@link dev.plinth.registry.http.Wire} and stands beside.
 */
@NullMarked
package dev.plinth.registry.http;

import org.jspecify.annotations.NullMarked;
