/**
 * What the marks of builders and distributions in an image's history and configuration suggest: the distribution at the root,
 * the language or product above it, and the names that such an image probably has. Nothing here proves anything; whatever
 * follows from it is marked as guessed until layers bear it out.
 */
@NullMarked
package dev.plinth.base.fingerprint;

import org.jspecify.annotations.NullMarked;
