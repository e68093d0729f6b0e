/**
 * What the webhook follows while it runs: its documents and its certificate, taken up whole when they are good and left alone when
 * they are not; the reviewer that goes with them; and who is told of what. Joins the adapters, which know nothing of one another.
 * Knows neither Quarkus nor configuration.
 */
@NullMarked
package dev.plinth.serving;

import org.jspecify.annotations.NullMarked;
