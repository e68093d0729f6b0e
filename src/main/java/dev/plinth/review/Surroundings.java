package dev.plinth.review;

import dev.plinth.image.Platform;
import dev.plinth.image.reference.ImageReference;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What a review takes from where the program runs.
 *
 * @param identity what an image is, however it is called
 * @param platforms of the cluster's nodes, for pods that ask for none; empty: every runnable one
 * @param clock for dates of policies
 */
public record Surroundings(
        UnaryOperator<ImageReference> identity, Supplier<List<Platform>> platforms, InstantSource clock) {}
