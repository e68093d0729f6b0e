/**
 * The packaged webhook, as a process of its own, among registries that misbehave: what it answers, when, and what it gives away.
 * {@code bench/run faults} and {@code bench/run registries} print what is seen here.
 */
@NullMarked
package dev.plinth.faults;

import org.jspecify.annotations.NullMarked;
