/**
 * Reviews that the webhook rehearses before it is called ready: judged in earnest, over images that are made up here. Knows neither how they are sent nor how many.
 */
@NullMarked
package dev.plinth.serving.rehearsal;

import org.jspecify.annotations.NullMarked;
