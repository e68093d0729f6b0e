package dev.plinth.policy.condition;

import dev.plinth.base.inquiry.Need;
import dev.plinth.image.reference.ReferencePattern;
import java.util.List;
import java.util.Set;

/**
 * {@code base: { anyOf: […], noneOf: […] }}, over every name of the base: one forbidden name is enough to violate, one
 * allowed name to comply.
 *
 * @param anyOf allowed; empty: all
 * @param noneOf forbidden
 */
public record BaseIsOneOf(List<ReferencePattern> anyOf, List<ReferencePattern> noneOf) implements Condition {

    public BaseIsOneOf {
        anyOf = List.copyOf(anyOf);
        noneOf = List.copyOf(noneOf);
    }

    @Override
    public String key() {
        return "base";
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.BASE);
    }

    @Override
    public Decision decide(Sight sight) {
        return sight.byBase(base -> {
            if (sight.baseIsOneOf(noneOf)) {
                return new Decision.Violated("base " + base.name() + " is forbidden");
            }
            // A base known by digest alone may bear any name.
            if (sight.baseNames().isEmpty()) {
                return new Decision.Undecided("the base's name is not known");
            }
            return Decision.of(
                    anyOf.isEmpty() || sight.baseIsOneOf(anyOf),
                    "base " + base.name() + " is not among the allowed ones");
        });
    }
}
