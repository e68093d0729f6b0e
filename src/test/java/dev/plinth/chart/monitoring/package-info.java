/** Checks of dashboards, alerts and runbook: that they ask for what the program promises, and say what to do. */
@NullMarked
package dev.plinth.chart.monitoring;

import org.jspecify.annotations.NullMarked;
