/**
 * Adapter: the read-only page of what runs and what would be refused, its tables as CSV and JSON. Serves loopback clients
 * only, unless told otherwise: the API server's port-forward, and with it the API server's rights, decides who may look.
 */
@NullMarked
package dev.plinth.report;

import org.jspecify.annotations.NullMarked;
