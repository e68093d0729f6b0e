/**
 * From a reference to what its images stand on: metadata is read, whatever else would tell more is asked for within a budget,
 * and the answer is remembered. One look-up is under way however many wait for it, and goes on when they no longer do.
 */
@NullMarked
package dev.plinth.review.resolution;

import org.jspecify.annotations.NullMarked;
