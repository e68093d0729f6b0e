/**
 * Bytes to {@link dev.plinth.data.Node} and back, within limits: JSON (RFC 8259) and YAML (1.1 as Kubernetes reads it). The
 * result document that the command line and the report print.
 *
 * <p>Limits are kept here: size, depth, number of values, aliases. Duplicate keys are errors.
 */
@NullMarked
package dev.plinth.codec;

import org.jspecify.annotations.NullMarked;
