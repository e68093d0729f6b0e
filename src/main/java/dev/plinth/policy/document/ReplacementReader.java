package dev.plinth.policy.document;

import dev.plinth.data.Fields;
import dev.plinth.image.reference.ReferencePattern;
import dev.plinth.policy.Policy;
import dev.plinth.policy.advice.Template;
import java.util.List;
import java.util.Optional;

/** Reads {@code advice}: the operator's own replacements. */
final class ReplacementReader {

    private ReplacementReader() {}

    static List<Policy.Replacement> read(Fields policy) {
        return Limits.acceptable(policy, "advice", true)
                ? policy.mappings("advice", ReplacementReader::replacement)
                : List.of();
    }

    private static Optional<Policy.Replacement> replacement(Fields fields) {
        Optional<ReferencePattern> from = fields.parsed("from", ReferencePattern::parse);
        Optional<String> to = fields.parsed("to", Template::check);
        for (String key : List.of("from", "to")) {
            if (!fields.has(key)) {
                fields.problem(key, "is missing");
            }
        }
        fields.done();
        return from.isPresent() && to.isPresent()
                ? Optional.of(new Policy.Replacement(from.get(), to.get()))
                : Optional.empty();
    }
}
