package dev.plinth.registry.settings;

/**
 * Another place to ask for the same images.
 *
 * @param host how it is talked to
 * @param path what stands before the repository there; empty, or as {@code hub/}
 */
public record Mirror(HostSettings host, String path) {}
