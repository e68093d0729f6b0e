/**
 * Which bases to use instead: candidates from a dated table of data and from the operator's own replacements. Candidates are
 * names only: whoever has a registry looks them up and judges them by the same policy before a person sees them.
 */
@NullMarked
package dev.plinth.policy.advice;

import org.jspecify.annotations.NullMarked;
