package dev.plinth.review.workload;

import dev.plinth.policy.ContainerKind;

/**
 * One image of a workload, as written.
 *
 * @param kind where it stands
 * @param name of the container or volume
 * @param image as written; never empty
 */
public record ContainerImage(ContainerKind kind, String name, String image) {}
