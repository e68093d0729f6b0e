package dev.plinth.review;

import dev.plinth.review.workload.Workload;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One workload to be judged.
 *
 * @param workload as it is to become
 * @param before as it was; null on creation. Images that it has already, container kind by container kind, are not judged
 * @param operation {@code CREATE}, {@code UPDATE}, or {@code SCAN} outside an admission
 * @param namespaceLabels labels of the workload's namespace; null where they are not known
 * @param existing whether a built-in controller makes the object for an owner that was judged when a person wrote it
 * @param dryRun whether nothing but one metric may come of it
 */
public record ReviewRequest(
        Workload workload,
        @Nullable Workload before,
        String operation,
        @Nullable Map<String, String> namespaceLabels,
        boolean existing,
        boolean dryRun) {

    public ReviewRequest {
        namespaceLabels = namespaceLabels == null ? null : Map.copyOf(namespaceLabels);
    }
}
