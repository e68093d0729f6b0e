/**
 * Reviews and registry calls into meters. All names stand in {@link dev.plinth.metrics.MeterNames}; labels come from closed sets or
 * from names that the operator wrote, plus bounded ones, so that neither pod authors nor registries decide how much is kept.
 */
@NullMarked
package dev.plinth.metrics;

import org.jspecify.annotations.NullMarked;
