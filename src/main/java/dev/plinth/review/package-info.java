/**
 * The use case: the images of a workload, judged within a deadline. No exception leaves it: an image that cannot be read is an
 * outcome like any other.
 */
@NullMarked
package dev.plinth.review;

import org.jspecify.annotations.NullMarked;
