/**
 * AdmissionReview v1 as bytes ({@code admission.k8s.io/v1}): a request read from a token stream, a response written to one. Knows
 * nothing of what is judged.
 */
@NullMarked
package dev.plinth.admission.wire;

import org.jspecify.annotations.NullMarked;
