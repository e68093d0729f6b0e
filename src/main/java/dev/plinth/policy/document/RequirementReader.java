package dev.plinth.policy.document;

import dev.plinth.base.Confidence;
import dev.plinth.base.Tier;
import dev.plinth.base.pinning.Pinning;
import dev.plinth.data.Fields;
import dev.plinth.data.Node;
import dev.plinth.image.reference.ReferencePattern;
import dev.plinth.policy.condition.Amounts;
import dev.plinth.policy.condition.BaseAgeAtMost;
import dev.plinth.policy.condition.BaseIsCurrent;
import dev.plinth.policy.condition.BaseIsOneOf;
import dev.plinth.policy.condition.BasePinningAtLeast;
import dev.plinth.policy.condition.BaseSizeAtMost;
import dev.plinth.policy.condition.Condition;
import dev.plinth.policy.condition.ContentFact;
import dev.plinth.policy.condition.EvidenceAtLeast;
import dev.plinth.policy.condition.ImagePinningAtLeast;
import dev.plinth.policy.condition.ImageSizeAtMost;
import dev.plinth.policy.condition.TierAtMost;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads {@code require}: one line a condition, in the order in which findings list them. */
final class RequirementReader {

    private final Fields fields;
    private final List<Condition> conditions = new ArrayList<>();
    private boolean any;

    private RequirementReader(Fields fields) {
        this.fields = fields;
    }

    static List<Condition> read(Fields fields) {
        RequirementReader reader = new RequirementReader(fields);
        reader.bound("tier", "atMost", Tier::parse, TierAtMost::new);
        reader.bound("imagePinning", "atLeast", Pinning::parse, ImagePinningAtLeast::new);
        reader.bound("basePinning", "atLeast", Pinning::parse, BasePinningAtLeast::new);
        reader.base();
        reader.bound("evidence", "atLeast", Confidence::parse, EvidenceAtLeast::new);
        reader.bound("baseSize", "atMost", text -> new BaseSizeAtMost(Amounts.bytes(text), text), it -> it);
        reader.bound("imageSize", "atMost", text -> new ImageSizeAtMost(Amounts.bytes(text), text), it -> it);
        reader.bound("baseAge", "atMost", text -> new BaseAgeAtMost(Amounts.days(text), text), it -> it);
        reader.baseCurrent();
        for (ContentFact.Kind kind : ContentFact.Kind.values()) {
            reader.flag(kind.key()).ifPresent(wanted -> reader.conditions.add(new ContentFact(kind, wanted)));
        }
        fields.done();
        if (!reader.any) {
            fields.problem("must require at least one thing");
        }
        return List.copyOf(reader.conditions);
    }

    /** {@code key: { atMost|atLeast: value }}. */
    private <T> void bound(String key, String bound, Function<String, T> parser, Function<T, Condition> condition) {
        any |= fields.has(key);
        fields.mapping(key).ifPresent(within -> {
            // A number of bytes needs no unit, and YAML reads it as a number.
            Optional<T> value = within.node(bound).orElse(null) instanceof Node.Num number
                    ? parsed(within, bound, number.literal(), parser)
                    : within.parsed(bound, parser);
            if (!within.has(bound)) {
                within.problem(bound, "is missing: write " + key + ": { " + bound + ": … }");
            }
            within.done();
            value.map(condition).ifPresent(conditions::add);
        });
    }

    private static <T> Optional<T> parsed(Fields fields, String key, String text, Function<String, T> parser) {
        try {
            return Optional.of(parser.apply(text));
        } catch (IllegalArgumentException e) {
            fields.problem(key, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private void base() {
        any |= fields.has("base");
        fields.mapping("base").ifPresent(within -> {
            List<ReferencePattern> anyOf = Limits.entries(within, "anyOf", ReferencePattern::parse);
            List<ReferencePattern> noneOf = Limits.acceptable(within, "noneOf", true)
                    ? within.list("noneOf", ReferencePattern::parse)
                    : List.of();
            within.done();
            if (!within.has("anyOf") && noneOf.isEmpty()) {
                within.problem("must have an entry in anyOf or noneOf");
                return;
            }
            List<String> forbidden =
                    noneOf.stream().map(ReferencePattern::toString).toList();
            anyOf.stream()
                    .map(ReferencePattern::toString)
                    .filter(forbidden::contains)
                    .forEach(both -> within.problem("noneOf", both + " is allowed by anyOf and forbidden here"));
            if (!anyOf.isEmpty() || !noneOf.isEmpty()) {
                conditions.add(new BaseIsOneOf(anyOf, noneOf));
            }
        });
    }

    private void baseCurrent() {
        flag("baseCurrent").ifPresent(wanted -> {
            if (!wanted) {
                fields.problem("baseCurrent", "must be true, or left out: an outdated base is no requirement");
            }
            conditions.add(new BaseIsCurrent());
        });
    }

    private Optional<Boolean> flag(String key) {
        any |= fields.has(key);
        return fields.flag(key);
    }
}
