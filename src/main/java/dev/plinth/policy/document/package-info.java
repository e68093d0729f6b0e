/**
 * The policy document read strictly: every unknown key, bad value and contradiction is a problem with its path and line, all
 * of them in one go. Says nothing of what a policy means; that stands in {@link dev.plinth.policy}.
 */
@NullMarked
package dev.plinth.policy.document;

import org.jspecify.annotations.NullMarked;
