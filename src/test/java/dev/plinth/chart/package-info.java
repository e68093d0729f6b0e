/**
 * Checks of the Helm chart, and of the plain manifests, examples and README that are made from it or stand beside it. Nothing here is
 * part of the program.
 */
@NullMarked
package dev.plinth.chart;

import org.jspecify.annotations.NullMarked;
