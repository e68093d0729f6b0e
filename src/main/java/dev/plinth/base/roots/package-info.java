/**
 * Rules that recognise what the lowest layers of an image are by the marks of who made them, one family a file, in the order of
 * {@link dev.plinth.base.roots.RootRules}. What they say is guessed until layers bear it out.
 */
@NullMarked
package dev.plinth.base.roots;

import org.jspecify.annotations.NullMarked;
