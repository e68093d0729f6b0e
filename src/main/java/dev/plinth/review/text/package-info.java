/** What a person reads: the denial, and the warnings within the API server's limits. */
@NullMarked
package dev.plinth.review.text;

import org.jspecify.annotations.NullMarked;
