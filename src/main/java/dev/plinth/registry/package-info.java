/**
 * Reading registries: the way from an {@code ImageSource} down to the socket, and the object that holds it together.
 *
 * <p>Sub-packages by concern: {@code settings} (the registry document), {@code http} (one safe exchange), {@code limits} (what
 * keeps hosts and us from each other's throat), {@code auth} (who asks), {@code distribution} (the API, mirrors),
 * {@code cache} (what is remembered, and for whom), {@code shared} (what replicas remember together), {@code flight} (one work for many), {@code layout} (images on disk).
 * Start with {@link dev.plinth.registry.Registries#connect}: the order of all decorators stands there.
 */
@NullMarked
package dev.plinth.registry;

import org.jspecify.annotations.NullMarked;
