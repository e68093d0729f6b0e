/** A server that speaks as much of Redis' protocol (RESP 2) as Plinth asks for, with ways to misbehave. */
@NullMarked
package dev.plinth.testing.redis;

import org.jspecify.annotations.NullMarked;
