package dev.plinth.policy.condition;

import dev.plinth.base.inquiry.Need;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/**
 * {@code baseAge: { atMost: 90d }}, since the base's layers were built. Scratch has no age.
 *
 * @param days at least 1
 * @param written as in the policy
 */
public record BaseAgeAtMost(int days, String written) implements Condition {

    /** Reproducible builds write 1970 or 1980 (the ZIP epoch): no age at all. */
    private static final Instant OLDEST = Instant.parse("1981-01-01T00:00:00Z");

    @Override
    public String key() {
        return "baseAge";
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.BASE, Need.AGE);
    }

    @Override
    public Decision decide(Sight sight) {
        return sight.byBase(base -> {
            if (base.scratch()) {
                return Decision.MET;
            }
            Instant created = base.created();
            if (created == null || created.isBefore(OLDEST)) {
                return new Decision.Undecided("when the base was built is not known");
            }
            long age = ChronoUnit.DAYS.between(LocalDate.ofInstant(created, ZoneOffset.UTC), sight.today());
            return Decision.of(age <= days, "the base was built " + age + " days ago, more than " + written);
        });
    }
}
