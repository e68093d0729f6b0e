/**
 * Serving certificates: a pair of chain and key read and checked, and a small authority of the program's own with the rules by
 * which its certificates are renewed and its authority is rotated. Knows neither where they are kept nor who serves them.
 */
@NullMarked
package dev.plinth.certificates;

import org.jspecify.annotations.NullMarked;
