/** The chart as its checks see it: rendered by Helm with given values, and read back as text and trees. */
@NullMarked
package dev.plinth.chart.rendering;

import org.jspecify.annotations.NullMarked;
