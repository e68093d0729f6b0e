package dev.plinth.report;

import dev.plinth.policy.Exemption;
import dev.plinth.report.Table.Column;
import dev.plinth.report.Table.Look;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The exemptions of the policy: whether they are used, and when they end. */
final class ExemptionTable {

    private ExemptionTable() {}

    /**
     * @param uses images that run under an exemption, by its identifier; null while nothing has been looked at
     */
    static Table<Exemption> of(List<Exemption> exemptions, LocalDate today, @Nullable Map<String, Integer> uses) {
        return new Table<>(
                "exemptions",
                List.of(
                        Column.of("exemption", "Exemption", Exemption::id),
                        Column.<Exemption>of("state", "State", exemption -> state(exemption, today, uses))
                                .as(Look.BADGE),
                        Column.of(
                                "uses",
                                "Images under it",
                                exemption -> uses == null ? null : uses.getOrDefault(exemption.id(), 0),
                                exemption -> Filter.linkTo("exemption", exemption.id())),
                        Column.of("daysLeft", "Days left", exemption -> daysLeft(exemption, today)),
                        Column.of("expires", "Expires", Exemption::expires),
                        Column.of("covers", "Covers", ExemptionTable::covers),
                        Column.of("reason", "Reason", Exemption::reason),
                        Column.of("owner", "Owner", Exemption::owner)),
                exemptions);
    }

    private static String state(Exemption exemption, LocalDate today, @Nullable Map<String, Integer> uses) {
        if (!exemption.appliesOn(today)) {
            return "ended";
        }
        if (exemption.endsSoon(today)) {
            return "ends soon";
        }
        return uses == null ? "applies" : uses.getOrDefault(exemption.id(), 0) > 0 ? "in use" : "unused";
    }

    private static String covers(Exemption exemption) {
        List<String> parts = new ArrayList<>();
        part(parts, "images", exemption.images());
        part(parts, "namespaces", exemption.namespaces());
        part(parts, "rules", exemption.rules());
        part(parts, "bases", exemption.bases());
        return String.join("; ", parts);
    }

    private static void part(List<String> parts, String what, List<?> patterns) {
        if (!patterns.isEmpty()) {
            parts.add(what + " " + patterns.stream().map(Object::toString).collect(Collectors.joining(", ")));
        }
    }

    private static @Nullable Long daysLeft(Exemption exemption, LocalDate today) {
        OptionalLong days = exemption.daysLeft(today);
        return days.isPresent() ? days.getAsLong() : null;
    }
}
