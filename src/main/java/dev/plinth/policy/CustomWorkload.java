package dev.plinth.policy;

import java.util.List;

/**
 * A further kind with a pod template.
 *
 * @param apiVersion {@code argoproj.io/v1alpha1}
 * @param kind {@code Rollout}
 * @param podTemplate keys from the object to its pod template: {@code [spec, template]}
 */
public record CustomWorkload(String apiVersion, String kind, List<String> podTemplate) {
    public CustomWorkload {
        podTemplate = List.copyOf(podTemplate);
    }
}
