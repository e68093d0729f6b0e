package dev.plinth.policy.document;

import dev.plinth.data.Fields;
import dev.plinth.data.Node;
import dev.plinth.data.Parsed;
import dev.plinth.data.Problem;
import dev.plinth.policy.Action;
import dev.plinth.policy.CustomWorkload;
import dev.plinth.policy.Exemption;
import dev.plinth.policy.Mode;
import dev.plinth.policy.Policy;
import dev.plinth.policy.Rule;
import dev.plinth.policy.match.NamespaceMatch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a policy document ({@code apiVersion: plinth.dev/v1, kind: BaseImagePolicy}). An empty document is valid and allows
 * everything. Nothing is half read: a document with any problem gives no policy.
 */
public final class PolicyReader {

    /** Where the built-in default policy stands among the program's resources, as YAML. */
    public static final String DEFAULT_POLICY = "/dev/plinth/policy/default-policy.yaml";

    private static final String API_VERSION = "plinth.dev/v1";
    private static final String KIND = "BaseImagePolicy";

    /** Beyond this many nobody reads on. */
    private static final int MAX_PROBLEMS = 200;

    private PolicyReader() {}

    /** The policy, or everything that is wrong with the document, in its order. */
    public static Parsed<Policy> read(Node document) {
        if (document instanceof Node.Null
                || document instanceof Node.Mapping mapping && mapping.entries().isEmpty()) {
            return new Parsed.Valid<>(Policy.EMPTY);
        }
        List<Problem> problems = new ArrayList<>();
        Policy policy = policy(document, Fields.of(document, "", problems));
        if (problems.isEmpty()) {
            return new Parsed.Valid<>(policy);
        }
        problems.sort(Comparator.comparingInt(Problem::line));
        if (problems.size() > MAX_PROBLEMS) {
            int more = problems.size() - MAX_PROBLEMS;
            problems.subList(MAX_PROBLEMS, problems.size()).clear();
            problems.add(new Problem("", 0, "and " + more + " more problems"));
        }
        return new Parsed.Invalid<>(problems);
    }

    private static Policy policy(Node document, Fields fields) {
        constant(fields, "apiVersion", API_VERSION);
        constant(fields, "kind", KIND);
        Mode mode = fields.parsed("mode", Mode::parse).orElse(Policy.EMPTY.mode());
        Action onUnknown = fields.parsed("onUnknown", Action::parse).orElse(Policy.EMPTY.onUnknown());
        Action onUnavailable = fields.parsed("onUnavailable", Action::parse).orElse(Policy.EMPTY.onUnavailable());
        Mode existing = fields.parsed("existing", PolicyReader::existing).orElse(Policy.EMPTY.existing());
        String contact = fields.parsed("contact", Limits::sentence).orElse(null);
        List<String> placeholders = Limits.acceptable(fields, "placeholders", true)
                ? fields.list("placeholders", Limits::sentence)
                : List.of();
        List<CustomWorkload> workloads = WorkloadReader.read(fields);
        List<Rule> rules = RuleReader.read(fields);
        List<Policy.NamespaceMode> namespaces = Limits.acceptable(fields, "namespaces", true)
                ? fields.mappings("namespaces", PolicyReader::namespaceMode)
                : List.of();
        List<Exemption> exemptions = ExemptionReader.read(fields, ruleNames(document));
        List<Policy.Replacement> advice = ReplacementReader.read(fields);
        fields.done();
        return new Policy(
                mode,
                onUnknown,
                onUnavailable,
                existing,
                contact,
                placeholders,
                workloads,
                rules,
                namespaces,
                exemptions,
                advice);
    }

    private static void constant(Fields fields, String key, String wanted) {
        Optional<String> value = fields.text(key);
        if (value.isPresent() ? !value.get().equals(wanted) : !fields.has(key)) {
            fields.problem(key, "must be " + wanted);
        }
    }

    private static Mode existing(String text) {
        return switch (text) {
            case "warn" -> Mode.WARN;
            case "enforce" -> Mode.ENFORCE;
            default -> throw new IllegalArgumentException("must be one of warn, enforce");
        };
    }

    private static Optional<Policy.NamespaceMode> namespaceMode(Fields fields) {
        Optional<Fields> match = fields.mapping("match");
        Optional<Mode> mode = fields.parsed("mode", Mode::parse);
        if (match.isEmpty()) {
            fields.problem("match", "is missing: which namespaces are meant");
        }
        if (!fields.has("mode")) {
            fields.problem("mode", "is missing: one of enforce, warn, audit");
        }
        fields.done();
        if (match.isEmpty()) {
            return Optional.empty();
        }
        Fields which = match.get();
        NamespaceMatch namespaces = MatchReader.namespaces(which);
        if (!which.has("namespaces") && !which.has("namespaceSelector")) {
            which.problem("needs namespaces or namespaceSelector; namespaces: [\"*\"] means every namespace");
        }
        which.done();
        return mode.map(its -> new Policy.NamespaceMode(namespaces, its));
    }

    /** As written: an exemption that names a rule is right even where the rule has a fault of its own. */
    private static Set<String> ruleNames(Node document) {
        Set<String> names = new HashSet<>();
        document.items("rules").forEach(rule -> rule.text("name").ifPresent(names::add));
        names.add(Rule.BASE_CLAIM_REFUTED);
        return names;
    }
}
