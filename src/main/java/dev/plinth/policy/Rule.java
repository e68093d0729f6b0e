package dev.plinth.policy;

import dev.plinth.image.reference.ImageReference;
import dev.plinth.image.reference.ReferencePattern;
import dev.plinth.policy.condition.ClaimsNotRefuted;
import dev.plinth.policy.condition.Condition;
import dev.plinth.policy.match.NamespaceMatch;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One rule of a policy.
 *
 * @param name unique within the policy
 * @param match which images it is about
 * @param require what they must fulfil, all of it; at least one
 * @param mode its own; null: the namespace's or the policy's
 * @param enforceFrom from 00:00 UTC of this day it enforces; null: never by itself. Not with {@code mode: enforce}
 * @param onUnknown its own; null: the policy's
 * @param onUnavailable its own; null: the policy's
 * @param message the operator's sentence, appended to findings; null if none
 */
public record Rule(
        String name,
        Match match,
        List<Condition> require,
        @Nullable Mode mode,
        @Nullable LocalDate enforceFrom,
        @Nullable Action onUnknown,
        @Nullable Action onUnavailable,
        @Nullable String message) {

    /**
     * The name of the built-in rule against claims that are not true: in force whenever the policy has any rule. A rule of
     * this name sets its mode, and what it is about.
     */
    public static final String BASE_CLAIM_REFUTED = "base-claim-refuted";

    public Rule {
        require = List.copyOf(require);
        if (require.isEmpty()) {
            throw new IllegalArgumentException("a rule requires something");
        }
        if (mode == Mode.ENFORCE && enforceFrom != null) {
            throw new IllegalArgumentException("a rule that enforces does not begin to");
        }
    }

    /** The built-in rule as it stands where the policy does not write it. */
    static Rule builtIn() {
        return new Rule(BASE_CLAIM_REFUTED, Match.ALL, List.of(new ClaimsNotRefuted()), null, null, null, null, null);
    }

    /** Whether a condition needs the fact of this key. */
    boolean requires(String key) {
        return require.stream().anyMatch(condition -> condition.key().equals(key));
    }

    /**
     * Which images a rule is about; all parts must fit.
     *
     * @param namespaces where the workload is
     * @param images one of them must match the identity; empty: every image
     * @param containers where in the pod it stands
     */
    public record Match(NamespaceMatch namespaces, List<ReferencePattern> images, Set<ContainerKind> containers) {

        /** Every image. */
        public static final Match ALL = new Match(NamespaceMatch.ALL, List.of(), EnumSet.allOf(ContainerKind.class));

        public Match {
            images = List.copyOf(images);
            containers = Set.copyOf(containers);
        }

        boolean matches(Judge.Place place, @Nullable ImageReference identity) {
            return containers.contains(place.kind())
                    && (images.isEmpty()
                            || identity != null && images.stream().anyMatch(pattern -> pattern.matches(identity)))
                    && namespaces.matches(place.namespace(), place.namespaceLabels());
        }
    }
}
