/**
 * With what a requester may read: credentials, where they come from, and the Docker configuration document that holds them.
 *
 * <p>Pure: documents come decoded, nothing is looked up here. Matching is the kubelet's: host by label (with {@code *}), port,
 * and path by prefix; the longest entry first.
 */
@NullMarked
package dev.plinth.review.credentials;

import org.jspecify.annotations.NullMarked;
