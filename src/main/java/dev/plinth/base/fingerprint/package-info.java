/**
 * All that the marks in an image's history and configuration suggest, taken together. Nothing here proves anything; whatever
 * follows from it is marked as guessed until layers bear it out.
 */
@NullMarked
package dev.plinth.base.fingerprint;

import org.jspecify.annotations.NullMarked;
