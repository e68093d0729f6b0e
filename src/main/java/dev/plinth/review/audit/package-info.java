/**
 * The background audit: what runs now, judged by the policy in force, and what that means: who would be refused today, by
 * namespace, owner, rule and base. Paced, so that it costs neither a registry its budget nor an admission its time.
 */
@NullMarked
package dev.plinth.review.audit;

import org.jspecify.annotations.NullMarked;
