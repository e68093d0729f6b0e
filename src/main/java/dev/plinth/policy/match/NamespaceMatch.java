package dev.plinth.policy.match;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which namespaces are meant: names and labels must both fit.
 *
 * @param names one of them must match; empty: every name
 * @param selector over the namespace's labels; null: any labels
 */
public record NamespaceMatch(
        List<NamePattern> names, @Nullable LabelSelector selector) {

    /** Every namespace. */
    public static final NamespaceMatch ALL = new NamespaceMatch(List.of(), null);

    /** The label that the API server sets on every namespace; documents outside a cluster seldom have it. */
    private static final String NAME_LABEL = "kubernetes.io/metadata.name";

    public NamespaceMatch {
        names = List.copyOf(names);
    }

    /**
     * Whether a namespace is meant.
     *
     * @param labels of the namespace; null where they are not known: then a selector matches, except for what the
     *     namespace's name alone decides
     */
    public boolean matches(String namespace, @Nullable Map<String, String> labels) {
        if (!names.isEmpty() && names.stream().noneMatch(name -> name.matches(namespace))) {
            return false;
        }
        if (selector == null) {
            return true;
        }
        if (labels == null) {
            Map<String, String> name = Map.of(NAME_LABEL, namespace);
            return selector.requirements().stream()
                    .filter(requirement -> requirement.key().equals(NAME_LABEL))
                    .allMatch(requirement -> requirement.holds(name));
        }
        if (labels.containsKey(NAME_LABEL)) {
            return selector.matches(labels);
        }
        Map<String, String> complete = new HashMap<>(labels);
        complete.put(NAME_LABEL, namespace);
        return selector.matches(complete);
    }

    /** Whether unknown labels left the match open. */
    public boolean guesses(@Nullable Map<String, String> labels) {
        return labels == null
                && selector != null
                && selector.requirements().stream()
                        .anyMatch(requirement -> !requirement.key().equals(NAME_LABEL));
    }
}
