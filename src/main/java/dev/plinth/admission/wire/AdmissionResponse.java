package dev.plinth.admission.wire;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The response of an AdmissionReview v1. A denial has status code 403 and reason {@code Forbidden}.
 *
 * @param uid of the request
 * @param allowed whether the request may go on
 * @param message why not; null if allowed
 * @param warnings for the user, allowed or not
 * @param auditAnnotations for the API server's audit log, keys without the webhook's name
 */
public record AdmissionResponse(
        String uid,
        boolean allowed,
        @Nullable String message,
        List<String> warnings,
        Map<String, String> auditAnnotations) {

    public AdmissionResponse {
        warnings = List.copyOf(warnings);
        auditAnnotations = Collections.unmodifiableMap(new LinkedHashMap<>(auditAnnotations));
        if (allowed != (message == null)) {
            throw new IllegalArgumentException("a denial has a message, and only a denial");
        }
    }

    /** Nothing to be said against it. */
    public static AdmissionResponse allow(String uid) {
        return new AdmissionResponse(uid, true, null, List.of(), Map.of());
    }
}
