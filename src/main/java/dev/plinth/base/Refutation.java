package dev.plinth.base;

/**
 * A claim that was looked into and is not true.
 *
 * @param claim what was claimed, and where it stands
 * @param truth what the layers say instead
 */
public record Refutation(String claim, String truth) {}
