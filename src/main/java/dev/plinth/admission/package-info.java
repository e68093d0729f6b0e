/**
 * The webhook: AdmissionReview v1 in, AdmissionResponse out (Kubernetes, {@code admission.k8s.io/v1}), and which requests need no
 * judgement at all.
 *
 * <p>Only the needed fields are read, streaming; nothing here knows registries, policies' rules or Kubernetes clients. A body that
 * is no review is refused with HTTP 400 or 413 and never answered with {@code allowed: true}.
 */
@NullMarked
package dev.plinth.admission;

import org.jspecify.annotations.NullMarked;
