package dev.plinth.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A policy as its document says it ({@code apiVersion: plinth.dev/v1, kind: BaseImagePolicy}).
 *
 * @param mode what a violation does unless a rule or namespace says otherwise
 * @param onUnknown what is done where a needed fact cannot be told
 * @param onUnavailable what is done where an image cannot be read
 * @param existing how strict findings are on objects that a controller makes for its owner: warn or enforce
 * @param contact whom to ask; null if not said
 * @param placeholders images that another webhook fills in
 * @param workloads further kinds with a pod template
 */
public record Policy(
        Mode mode,
        Action onUnknown,
        Action onUnavailable,
        Mode existing,
        @Nullable String contact,
        List<String> placeholders,
        List<CustomWorkload> workloads) {

    public Policy {
        placeholders = List.copyOf(placeholders);
        workloads = List.copyOf(workloads);
    }
}
