/**
 * What real builders wrote, kept as metadata, with what is true of it and what has to be told: read by the whole program, from the
 * command to the registry client. Not generated images, and no layers.
 */
@org.jspecify.annotations.NullMarked
package dev.plinth.accuracy.builders;
