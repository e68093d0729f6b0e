/**
 * From a reference to the metadata of the images it stands for: index, platform manifests, configurations. The same for
 * registries and layouts; at most three exchanges in sequence.
 */
@NullMarked
package dev.plinth.review.reading;

import org.jspecify.annotations.NullMarked;
