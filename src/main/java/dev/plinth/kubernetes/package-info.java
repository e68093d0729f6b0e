/**
 * The cluster as a neighbour: the policy's ConfigMap, namespaces' labels, nodes' platforms, pods' pull secrets, Events, and where
 * the program keeps its certificate. With no more rights than each needs, and working on with what is known while the API server
 * is away.
 */
@NullMarked
package dev.plinth.kubernetes;

import org.jspecify.annotations.NullMarked;
