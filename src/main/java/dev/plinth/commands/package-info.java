/**
 * What the commands work with, put together from the adapters, which know nothing of one another: plain objects and constructors,
 * without Quarkus, so that a command answers at once. Knows no configuration but what a command was given and the environment.
 */
@NullMarked
package dev.plinth.commands;

import org.jspecify.annotations.NullMarked;
