/**
 * Roots that are told by what their publisher writes beside the layers (labels, variables, comments in the history) and children
 * inherit: by the history's own steps they are not told. Not the steps themselves; those rules are one package up.
 */
@NullMarked
package dev.plinth.base.roots.publishers;

import org.jspecify.annotations.NullMarked;
