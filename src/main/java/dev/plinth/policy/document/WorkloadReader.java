package dev.plinth.policy.document;

import dev.plinth.data.Fields;
import dev.plinth.policy.CustomWorkload;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code workloads}: further kinds with a pod template. */
final class WorkloadReader {

    private static final int MAX_DEPTH = 16;

    private WorkloadReader() {}

    static List<CustomWorkload> read(Fields policy) {
        if (!Limits.acceptable(policy, "workloads", true)) {
            return List.of();
        }
        Set<String> seen = new HashSet<>();
        return policy.mappings("workloads", fields -> workload(fields, seen));
    }

    private static Optional<CustomWorkload> workload(Fields fields, Set<String> seen) {
        Optional<String> apiVersion = fields.parsed("apiVersion", WorkloadReader::apiVersion);
        Optional<String> kind = fields.parsed("kind", Limits::name);
        Optional<List<String>> template = fields.parsed("podTemplate", WorkloadReader::keys);
        for (String key : List.of("apiVersion", "kind", "podTemplate")) {
            if (!fields.has(key)) {
                fields.problem(key, "is missing");
            }
        }
        fields.done();
        if (apiVersion.isEmpty() || kind.isEmpty() || template.isEmpty()) {
            return Optional.empty();
        }
        if (!seen.add(apiVersion.get() + " " + kind.get())) {
            fields.problem("kind", kind.get() + " of " + apiVersion.get() + " stands twice");
        }
        return Optional.of(new CustomWorkload(apiVersion.get(), kind.get(), template.get()));
    }

    private static String apiVersion(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length > 2) {
            throw new IllegalArgumentException("must be group/version, such as argoproj.io/v1alpha1");
        }
        for (String part : parts) {
            Limits.name(part);
        }
        return text;
    }

    private static List<String> keys(String text) {
        List<String> keys = List.of(text.split("\\.", -1));
        if (keys.size() > MAX_DEPTH || keys.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("must be keys joined by dots, such as spec.template");
        }
        return keys;
    }
}
