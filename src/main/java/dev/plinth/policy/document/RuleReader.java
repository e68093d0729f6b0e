package dev.plinth.policy.document;

import dev.plinth.data.Fields;
import dev.plinth.policy.Action;
import dev.plinth.policy.Mode;
import dev.plinth.policy.Rule;
import dev.plinth.policy.condition.ClaimsNotRefuted;
import dev.plinth.policy.condition.Condition;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code rules}. */
final class RuleReader {

    private RuleReader() {}

    static List<Rule> read(Fields policy) {
        if (!Limits.acceptable(policy, "rules", true)) {
            return List.of();
        }
        Set<String> seen = new HashSet<>();
        return policy.mappings("rules", fields -> rule(fields, seen));
    }

    private static Optional<Rule> rule(Fields fields, Set<String> seen) {
        Optional<String> name = fields.parsed("name", Limits::name);
        if (!fields.has("name")) {
            fields.problem("name", "is missing");
        }
        if (name.isPresent() && !seen.add(name.get())) {
            fields.problem("name", "another rule is called " + name.get() + " already");
        }
        Rule.Match match = fields.mapping("match").map(MatchReader::match).orElse(Rule.Match.ALL);
        List<Condition> require = require(fields, name.orElse(""));
        Mode mode = fields.parsed("mode", Mode::parse).orElse(null);
        LocalDate enforceFrom = fields.parsed("enforceFrom", Dates::parse).orElse(null);
        if (mode == Mode.ENFORCE && fields.has("enforceFrom")) {
            fields.problem(
                    "enforceFrom",
                    "contradicts mode: enforce; before that day the mode must be warn or audit, or left out");
            enforceFrom = null;
        }
        Action onUnknown = fields.parsed("onUnknown", Action::parse).orElse(null);
        Action onUnavailable = fields.parsed("onUnavailable", Action::parse).orElse(null);
        String message = fields.parsed("message", Limits::sentence).orElse(null);
        fields.done();
        return name.isEmpty() || require.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Rule(name.get(), match, require, mode, enforceFrom, onUnknown, onUnavailable, message));
    }

    private static List<Condition> require(Fields fields, String name) {
        if (name.equals(Rule.BASE_CLAIM_REFUTED)) {
            if (fields.has("require")) {
                fields.problem("require", "must be left out: what " + name + " requires is built in");
            }
            return List.of(new ClaimsNotRefuted());
        }
        Optional<Fields> require = fields.mapping("require");
        if (require.isEmpty()) {
            fields.problem("require", "is missing: what the images must fulfil");
        }
        return require.map(RequirementReader::read).orElse(List.of());
    }
}
