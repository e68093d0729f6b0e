package dev.plinth.review.workload;

/**
 * The controller that owns an object (Kubernetes, owner reference with {@code controller: true}).
 *
 * @param apiVersion of the owner
 * @param kind of the owner
 * @param name of the owner
 */
public record Owner(String apiVersion, String kind, String name) {}
