/**
 * Which network addresses a registry's name may lead to, and the look-up of names. Sends nothing.
 */
@NullMarked
package dev.plinth.registry.address;

import org.jspecify.annotations.NullMarked;
