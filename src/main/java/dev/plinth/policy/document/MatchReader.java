package dev.plinth.policy.document;

import dev.plinth.data.Fields;
import dev.plinth.data.Node;
import dev.plinth.image.reference.ReferencePattern;
import dev.plinth.policy.ContainerKind;
import dev.plinth.policy.Rule;
import dev.plinth.policy.match.LabelSelector;
import dev.plinth.policy.match.NamePattern;
import dev.plinth.policy.match.NamespaceMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code match} of rules and of namespace entries. */
final class MatchReader {

    private MatchReader() {}

    /** The whole of a rule's {@code match}. */
    static Rule.Match match(Fields fields) {
        NamespaceMatch namespaces = namespaces(fields);
        List<ReferencePattern> images = Limits.entries(fields, "images", ReferencePattern::parse);
        List<ContainerKind> containers = Limits.entries(fields, "containers", ContainerKind::parse);
        fields.done();
        return new Rule.Match(
                namespaces, images, containers.isEmpty() ? Rule.Match.ALL.containers() : Set.copyOf(containers));
    }

    /** {@code namespaces} and {@code namespaceSelector}. */
    static NamespaceMatch namespaces(Fields fields) {
        List<NamePattern> names = Limits.entries(fields, "namespaces", NamePattern::parse);
        LabelSelector selector =
                fields.mapping("namespaceSelector").map(MatchReader::selector).orElse(null);
        return new NamespaceMatch(names, selector);
    }

    private static LabelSelector selector(Fields fields) {
        List<LabelSelector.Requirement> requirements = new ArrayList<>();
        fields.mapping("matchLabels").ifPresent(labels -> {
            if (fields.node("matchLabels").orElseThrow() instanceof Node.Mapping mapping) {
                for (String key : mapping.entries().keySet()) {
                    checkKey(labels, key);
                    Optional<String> value = labels.text(key);
                    if (!labels.has(key)) {
                        labels.problem(key, "must be text; quote it, \"\" is the empty value");
                    }
                    value.ifPresent(text -> requirements.add(
                            new LabelSelector.Requirement(key, LabelSelector.Operator.IN, List.of(text))));
                }
            }
        });
        if (Limits.acceptable(fields, "matchExpressions", true)) {
            requirements.addAll(fields.mappings("matchExpressions", MatchReader::expression));
        }
        fields.done();
        return new LabelSelector(requirements);
    }

    private static Optional<LabelSelector.Requirement> expression(Fields fields) {
        Optional<String> key = fields.text("key");
        Optional<LabelSelector.Operator> operator = fields.parsed("operator", LabelSelector.Operator::parse);
        List<String> values =
                Limits.acceptable(fields, "values", true) ? fields.list("values", text -> text) : List.of();
        for (String needed : List.of("key", "operator")) {
            if (!fields.has(needed)) {
                fields.problem(needed, "is missing");
            }
        }
        key.filter(text -> !isLabelKey(text)).ifPresent(_ -> fields.problem("key", "must be a label's key"));
        fields.done();
        if (key.isEmpty() || operator.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new LabelSelector.Requirement(key.get(), operator.get(), values));
        } catch (IllegalArgumentException e) {
            fields.problem("values", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static void checkKey(Fields labels, String key) {
        if (!isLabelKey(key)) {
            labels.problem(key, "must be a label's key");
        }
    }

    /** Kubernetes: an optional DNS prefix of at most 253 characters, a slash, and a name of at most 63. */
    private static boolean isLabelKey(String key) {
        int slash = key.indexOf('/');
        String name = key.substring(slash + 1);
        return slash != 0
                && slash <= 253
                && !name.isEmpty()
                && name.length() <= 63
                && key.chars()
                        .allMatch(c -> c < 128
                                && (Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.' || c == '/'));
    }
}
