/**
 * Generated images for tests: digests, sizes and diff ids agree with the bytes, and the same recipe gives the same bytes. Knows
 * nothing of the program under test but the value types of {@code dev.plinth.image}.
 */
package dev.plinth.testing.images;
