/**
 * A registry for tests at the outside: it really listens, on a socket of its own, so that it can break the protocol where a
 * test wants it broken.
 */
package dev.plinth.testing.registry;
