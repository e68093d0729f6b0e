package dev.plinth.policy;

import dev.plinth.base.Base;
import dev.plinth.base.Confidence;
import dev.plinth.base.Resolution;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.image.reference.ReferencePattern;
import dev.plinth.policy.condition.Sight;
import dev.plinth.policy.match.NamePattern;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Images that rules leave alone, with a reason, for a while. Parts are AND, the entries of a list are OR; an empty list is a
 * part that is not given.
 *
 * @param id unique within the policy, for metrics, reports and texts: its name, else {@code exemptions[2]}
 * @param images patterns over the identity
 * @param namespaces patterns over the namespace
 * @param rules names of rules; empty: every rule
 * @param bases patterns over a base that is verified
 * @param reason why
 * @param owner who answers for it; null if not said
 * @param expires from this day (UTC) on it no longer applies; null: never
 */
public record Exemption(
        String id,
        List<ReferencePattern> images,
        List<NamePattern> namespaces,
        List<String> rules,
        List<ReferencePattern> bases,
        String reason,
        @Nullable String owner,
        @Nullable LocalDate expires) {

    /** How many days before its end people are warned. */
    public static final int WARNING_DAYS = 14;

    public Exemption {
        images = List.copyOf(images);
        namespaces = List.copyOf(namespaces);
        rules = List.copyOf(rules);
        bases = List.copyOf(bases);
        if (images.isEmpty() && namespaces.isEmpty() && rules.isEmpty() && bases.isEmpty()) {
            throw new IllegalArgumentException("an exemption says what it exempts");
        }
    }

    /** Days until it no longer applies, zero or less once it does not; empty if it never ends. */
    public OptionalLong daysLeft(LocalDate today) {
        return expires == null ? OptionalLong.empty() : OptionalLong.of(ChronoUnit.DAYS.between(today, expires));
    }

    /** Whether it applies on this day. */
    public boolean appliesOn(LocalDate today) {
        return expires == null || today.isBefore(expires);
    }

    /** Whether it still applies, but ends within {@link #WARNING_DAYS} days. */
    public boolean endsSoon(LocalDate today) {
        return appliesOn(today) && daysLeft(today).orElse(Long.MAX_VALUE) <= WARNING_DAYS;
    }

    /** {@code exemption legacy-shop ends on 2027-06-30 (3 days left; owner platform@corp)}, or that it has ended. */
    public String notice(LocalDate today) {
        if (expires == null) {
            return "exemption " + id + " never ends";
        }
        long left = ChronoUnit.DAYS.between(today, expires);
        String whose = owner == null ? "" : "; owner " + owner;
        return left > 0
                ? "exemption " + id + " ends on " + expires + " (" + left + (left == 1 ? " day" : " days") + " left"
                        + whose + ")"
                : "exemption " + id + " ended on " + expires + (owner == null ? "" : " (owner " + owner + ")");
    }

    /**
     * Whether it applies to an image in this place, whatever the rule and the base.
     *
     * @param identity null for an image whose reference does not parse: it is none of any images
     */
    boolean isFor(Judge.Place place, @Nullable ImageReference identity, LocalDate today) {
        return appliesOn(today)
                && (namespaces.isEmpty() || namespaces.stream().anyMatch(pattern -> pattern.matches(place.namespace())))
                && (images.isEmpty()
                        || identity != null && images.stream().anyMatch(pattern -> pattern.matches(identity)));
    }

    /** Whether it exempts from this rule. */
    boolean covers(Rule rule) {
        return rules.isEmpty() || rules.contains(rule.name());
    }

    /** Whether namespace and image alone decide, and nothing has to be read. */
    boolean needsNoLook() {
        return bases.isEmpty();
    }

    /** Whether the image stands on one of its bases, or on whatever if it names none. */
    boolean includesBase(Sight sight) {
        return bases.isEmpty() || verified(sight) && sight.baseIsOneOf(bases);
    }

    private static boolean verified(Sight sight) {
        return sight.resolution() instanceof Resolution.Classified classified
                && classified.classification().judgedBase() instanceof Base base
                && base.evidence() == Confidence.VERIFIED;
    }
}
