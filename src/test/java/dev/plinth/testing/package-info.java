/** What tests of several packages share. */
@NullMarked
package dev.plinth.testing;

import org.jspecify.annotations.NullMarked;
