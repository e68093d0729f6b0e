package dev.plinth.base;

/**
 * One reason to believe something of an image's base, in a line that a person can check by hand.
 *
 * @param kind where it comes from
 * @param says what it says, bounded, without control characters
 * @param verified whether it was checked against layers or content
 */
public record Evidence(EvidenceKind kind, String says, boolean verified) {}
