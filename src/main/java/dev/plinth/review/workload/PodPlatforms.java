package dev.plinth.review.workload;

import dev.plinth.data.Node;
import dev.plinth.image.Platform;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The platforms that a pod asks for: {@code spec.os}, node selector and required node affinity on the well-known labels
 * {@code kubernetes.io/os} and {@code kubernetes.io/arch}. Where only one of the two is asked for, the other is left open by
 * an empty word.
 */
final class PodPlatforms {

    private static final String OS = "kubernetes.io/os";
    private static final String ARCH = "kubernetes.io/arch";

    private PodPlatforms() {}

    /** Empty where the pod does not say, so that its cluster's nodes decide. */
    static List<Platform> of(Node spec) {
        Set<String> systems = new LinkedHashSet<>();
        Set<String> architectures = new LinkedHashSet<>();
        spec.text("os", "name").ifPresent(systems::add);
        spec.text("nodeSelector", OS).ifPresent(systems::add);
        spec.text("nodeSelector", ARCH).ifPresent(architectures::add);
        List<Node> terms = spec.items(
                "affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms");
        systems.addAll(values(terms, OS));
        architectures.addAll(values(terms, ARCH));
        return combine(systems, architectures);
    }

    /** The values that a label may have. One term is enough for a node: a term that leaves the label open leaves it open for all. */
    private static Set<String> values(List<Node> terms, String label) {
        Set<String> values = new LinkedHashSet<>();
        for (Node term : terms) {
            List<String> its = term.items("matchExpressions").stream()
                    .filter(expression -> expression.text("operator").orElse("").equals("In")
                            && expression.text("key").orElse("").equals(label))
                    .flatMap(expression -> expression.texts("values").stream())
                    .toList();
            if (its.isEmpty()) {
                return Set.of();
            }
            values.addAll(its);
        }
        return values;
    }

    private static List<Platform> combine(Set<String> systems, Set<String> architectures) {
        if (systems.isEmpty() && architectures.isEmpty()) {
            return List.of();
        }
        List<Platform> platforms = new ArrayList<>();
        for (String os : systems.isEmpty() ? Set.of("") : systems) {
            for (String architecture : architectures.isEmpty() ? Set.of("") : architectures) {
                platforms.add(Platform.of(os, architecture));
            }
        }
        return List.copyOf(platforms);
    }
}
