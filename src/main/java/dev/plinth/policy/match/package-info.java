/**
 * Which namespaces a part of a policy is about: by name and by label. Knows neither rules nor images; patterns over
 * references stand in {@link dev.plinth.image.reference.ReferencePattern}.
 */
@NullMarked
package dev.plinth.policy.match;

import org.jspecify.annotations.NullMarked;
