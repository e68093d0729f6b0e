/**
 * Which images a Kubernetes object runs, on which platforms and with whose credentials: read from plain data, for every
 * built-in kind with a pod template and for configured ones.
 */
@NullMarked
package dev.plinth.review.workload;

import org.jspecify.annotations.NullMarked;
