/**
 * Weighs all evidence of one image against each other: which claims the layers bear out or refute, what the lineage is, what
 * tier follows, and what to read next. Reads no evidence itself: that is the business of the packages beside it.
 */
@NullMarked
package dev.plinth.base.weighing;

import org.jspecify.annotations.NullMarked;
