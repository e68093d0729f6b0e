/**
 * What the HTTPS server does with every connection and request, whatever is asked: its key material, who may connect, how large a
 * body may be, and how clients are sent elsewhere at the end. Knows nothing of reviews.
 */
@NullMarked
package dev.plinth.endpoint;

import org.jspecify.annotations.NullMarked;
