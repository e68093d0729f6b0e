/**
 * The catalogue of known bases as files and artifacts: the one that is shipped, its refresh from registries, the file it is kept
 * in, and its exchange with a registry. What a catalogue is and how it answers stands in {@code base.catalogue}.
 */
@NullMarked
package dev.plinth.catalogue;

import org.jspecify.annotations.NullMarked;
