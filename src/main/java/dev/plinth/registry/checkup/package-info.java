/** Looks into how one registry answers, step by step, and says what to do where it does not as it should. */
@NullMarked
package dev.plinth.registry.checkup;

import org.jspecify.annotations.NullMarked;
