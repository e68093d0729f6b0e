/**
 * How firmly a reference holds on to one build: its grade, told from the words of its tag, its repository's name and its digest.
 * Looks at names alone and at no image.
 */
@NullMarked
package dev.plinth.base.pinning;

import org.jspecify.annotations.NullMarked;
