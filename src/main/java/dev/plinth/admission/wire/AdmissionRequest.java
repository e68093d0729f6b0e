package dev.plinth.admission.wire;

import dev.plinth.data.Node;
import org.jspecify.annotations.Nullable;

/**
 * The request of an AdmissionReview v1, as far as it is needed. Absent texts are empty.
 *
 * @param uid to be echoed
 * @param apiVersion of the kind in question, {@code apps/v1}
 * @param kind in question
 * @param operation one of CREATE, UPDATE, DELETE, CONNECT
 * @param subResource {@code ephemeralcontainers}, {@code scale}, {@code status}; empty for the object itself
 * @param namespace of the request
 * @param name of the object; empty where the API server is still to choose one
 * @param user who asks
 * @param dryRun whether nothing may come of it
 * @param object as it is to become; null on deletion
 * @param oldObject as it is; null on creation
 */
public record AdmissionRequest(
        String uid,
        String apiVersion,
        String kind,
        String operation,
        String subResource,
        String namespace,
        String name,
        String user,
        boolean dryRun,
        @Nullable Node object,
        @Nullable Node oldObject) {

    /** Annotation that the kubelet sets on the API server's copy of a static pod; the only annotation that is read. */
    public static final String MIRROR = "kubernetes.io/config.mirror";

    /** Whether the operation may bring images. */
    public boolean bringsObject() {
        return operation.equals("CREATE") || operation.equals("UPDATE");
    }
}
