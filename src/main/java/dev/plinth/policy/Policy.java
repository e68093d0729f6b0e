package dev.plinth.policy;

import dev.plinth.image.reference.ReferencePattern;
import dev.plinth.policy.match.NamespaceMatch;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
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
 * @param rules in the order of the document, names unique
 * @param namespaces modes of namespaces; the first that matches wins
 * @param exemptions in the order of the document
 * @param advice replacements that come before the built-in ones
 */
public record Policy(
        Mode mode,
        Action onUnknown,
        Action onUnavailable,
        Mode existing,
        @Nullable String contact,
        List<String> placeholders,
        List<CustomWorkload> workloads,
        List<Rule> rules,
        List<NamespaceMode> namespaces,
        List<Exemption> exemptions,
        List<Replacement> advice) {

    /** What an empty document says: nothing is required. */
    public static final Policy EMPTY = new Policy(
            Mode.WARN,
            Action.WARN,
            Action.WARN,
            Mode.WARN,
            null,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of());

    public Policy {
        placeholders = List.copyOf(placeholders);
        workloads = List.copyOf(workloads);
        rules = List.copyOf(rules);
        namespaces = List.copyOf(namespaces);
        exemptions = List.copyOf(exemptions);
        advice = List.copyOf(advice);
        if (existing == Mode.AUDIT) {
            throw new IllegalArgumentException("existing is warn or enforce");
        }
    }

    /**
     * The mode of some namespaces.
     *
     * @param match which namespaces
     * @param mode of findings whose rule has none, and the strictest that any finding may be
     */
    public record NamespaceMode(NamespaceMatch match, Mode mode) {}

    /**
     * A replacement that the operator advises.
     *
     * @param from bases, or images that are known as bases, that it is for
     * @param to a reference, with {@code {version}}, {@code {codename}} and the like standing for what the image has
     */
    public record Replacement(ReferencePattern from, String to) {}

    /** The entry for a namespace, if one matches. */
    Optional<NamespaceMode> entryFor(Judge.Place place) {
        return namespaces.stream()
                .filter(entry -> entry.match().matches(place.namespace(), place.namespaceLabels()))
                .findFirst();
    }

    /** Exemptions that still apply but end within {@link Exemption#WARNING_DAYS} days. */
    public List<Exemption> expiring(LocalDate today) {
        return exemptions.stream()
                .filter(exemption -> exemption.endsSoon(today))
                .toList();
    }
}
