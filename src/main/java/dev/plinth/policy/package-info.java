/**
 * The policy read from data with all its errors, its rules and exemptions, advice, and the verdict on one classified image.
 *
 * <p>Pure: today's date is an argument. Three questions stay apart: what a rule says of an image (true, false, undecidable),
 * what mode a finding is in, and what is done where something is unknown or could not be read.
 */
@NullMarked
package dev.plinth.policy;

import org.jspecify.annotations.NullMarked;
