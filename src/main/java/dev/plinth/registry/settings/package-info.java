/**
 * The registry document (apiVersion {@code plinth.dev/v1}, kind {@code RegistryConfig}) as values: where registries are asked,
 * what may be asked for, with which trust and limits.
 *
 * <p>Read strictly: an unknown key, a bad value or a contradiction is a problem with its path and line. Reads no file and no
 * environment; whoever uses a path of it reads the file.
 */
@NullMarked
package dev.plinth.registry.settings;

import org.jspecify.annotations.NullMarked;
