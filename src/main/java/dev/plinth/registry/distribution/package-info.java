/**
 * The OCI distribution API (distribution-spec 1.1) of one registry, and which registry to ask for which image: mirrors, allow
 * and deny lists. Whatever leaves this package has been verified against the digest that it was asked for by.
 */
@NullMarked
package dev.plinth.registry.distribution;

import org.jspecify.annotations.NullMarked;
