package dev.plinth.accuracy;

/**
 * An image that claims what is not so.
 *
 * @param one the image and what is true of it
 * @param claimed the name it wants to pass for
 * @param refutable whether the lie can be shown: then it must be
 */
record Lie(Case one, String claimed, boolean refutable) {}
