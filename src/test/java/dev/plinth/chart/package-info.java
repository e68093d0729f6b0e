/**
 * Checks of the Helm chart, of the plain manifests made from it, and of what they bring along. Nothing here is part of the program:
 * the chart is rendered by Helm itself, and judged by its renderings.
 */
@NullMarked
package dev.plinth.chart;

import org.jspecify.annotations.NullMarked;
