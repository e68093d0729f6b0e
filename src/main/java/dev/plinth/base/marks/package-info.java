/**
 * What every rule that reads marks works with: an image taken apart, releases of distributions and their dates, likely names, and
 * scanners for text from outside.
 */
@NullMarked
package dev.plinth.base.marks;

import org.jspecify.annotations.NullMarked;
