/** What to use instead: the policy's candidates, looked up and judged by the same policy before they are shown. */
@NullMarked
package dev.plinth.review.advice;

import org.jspecify.annotations.NullMarked;
