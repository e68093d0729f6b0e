/**
 * What commands are given: the options that all reading commands share, spans of time, and manifests from files or the standard
 * input. Decides nothing about images.
 */
@NullMarked
package dev.plinth.cli.input;

import org.jspecify.annotations.NullMarked;
