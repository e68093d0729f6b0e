/**
 * What a rule can require of an image: one file a condition, each three-valued. A condition that cannot tell says so; what
 * that means is decided by the policy's modes and actions, which this package does not know.
 */
@NullMarked
package dev.plinth.policy.condition;

import org.jspecify.annotations.NullMarked;
