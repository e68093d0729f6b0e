package dev.plinth.policy.document;

import dev.plinth.data.Fields;
import dev.plinth.data.Nearest;
import dev.plinth.image.reference.ReferencePattern;
import dev.plinth.policy.Exemption;
import dev.plinth.policy.match.NamePattern;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code exemptions}. A name is optional: metrics and reports then call it by its place. */
final class ExemptionReader {

    private final Set<String> rules;
    private final Set<String> seen = new HashSet<>();

    private ExemptionReader(Set<String> rules) {
        this.rules = rules;
    }

    static List<Exemption> read(Fields policy, Set<String> rules) {
        ExemptionReader reader = new ExemptionReader(rules);
        return Limits.acceptable(policy, "exemptions", true)
                ? policy.mappings("exemptions", reader::exemption)
                : List.of();
    }

    private Optional<Exemption> exemption(Fields fields) {
        Optional<String> name = fields.parsed("name", Limits::name);
        List<ReferencePattern> images = Limits.entries(fields, "images", ReferencePattern::parse);
        List<NamePattern> namespaces = Limits.entries(fields, "namespaces", NamePattern::parse);
        List<String> ofRules = Limits.entries(fields, "rules", this::rule);
        List<ReferencePattern> bases = Limits.entries(fields, "bases", ReferencePattern::parse);
        Optional<String> reason = fields.parsed("reason", Limits::sentence);
        String owner = fields.parsed("owner", Limits::sentence).orElse(null);
        LocalDate expires = fields.parsed("expires", Dates::parse).orElse(null);
        if (!fields.has("reason")) {
            fields.problem("reason", "is missing: whoever meets this exemption has to know why it is there");
        }
        if (name.isPresent() && !seen.add(name.get())) {
            fields.problem("name", "another exemption is called " + name.get() + " already");
        }
        boolean says =
                List.of("images", "namespaces", "rules", "bases").stream().anyMatch(fields::has);
        if (!says) {
            fields.problem("must say what it exempts: images, namespaces, rules or bases");
        }
        fields.done();
        boolean usable = !(images.isEmpty() && namespaces.isEmpty() && ofRules.isEmpty() && bases.isEmpty());
        return usable
                ? Optional.of(new Exemption(
                        name.orElse(fields.path()),
                        images,
                        namespaces,
                        ofRules,
                        bases,
                        reason.orElse(""),
                        owner,
                        expires))
                : Optional.empty();
    }

    private String rule(String name) {
        if (!rules.contains(name)) {
            throw new IllegalArgumentException("no rule is called so" + Nearest.hint(name, rules));
        }
        return name;
    }
}
