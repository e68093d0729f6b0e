/**
 * A bounded, immutable tree of plain data with lines, as decoded from JSON or YAML: what policies, registry documents,
 * provenance, labels and workloads are read from.
 *
 * <p>Knows no bytes: limits on size, depth and aliases are kept by whoever decodes. {@link dev.plinth.data.Node} is read
 * leniently by navigation (foreign documents), or strictly through {@link dev.plinth.data.Fields} (our own documents, where
 * every unknown key and bad value is a {@link dev.plinth.data.Problem}).
 */
@NullMarked
package dev.plinth.data;

import org.jspecify.annotations.NullMarked;
