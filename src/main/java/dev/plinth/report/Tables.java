package dev.plinth.report;

import dev.plinth.image.reference.Digest;
import dev.plinth.policy.Advice;
import dev.plinth.policy.Exemption;
import dev.plinth.policy.Finding;
import dev.plinth.policy.Outcome;
import dev.plinth.report.Table.Column;
import dev.plinth.report.Table.Look;
import dev.plinth.review.audit.AuditReport;
import dev.plinth.review.audit.AuditedImage;
import dev.plinth.review.audit.Readiness;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The report's tables. */
final class Tables {

    private Tables() {}

    static Table<Readiness.NamespaceRow> namespaces(Readiness readiness, List<AuditReport.Look> looks) {
        return new Table<>(
                "namespaces",
                List.of(
                        Column.of(
                                "namespace",
                                "Namespace",
                                Readiness.NamespaceRow::namespace,
                                row -> Filter.linkTo("namespace", row.namespace())),
                        Column.<Readiness.NamespaceRow>of("ready", "Ready", Tables::ready)
                                .as(Look.BADGE),
                        Column.of(
                                "wouldBeRefused",
                                "Would be refused",
                                Readiness.NamespaceRow::wouldBeRefused,
                                row -> Filter.linkTo("namespace", row.namespace(), "outcome", Filter.REFUSED)),
                        Column.of(
                                "share",
                                "Share",
                                row -> Table.Figure.bar(
                                        row.wouldBeRefused(),
                                        row.outcomes().values().stream()
                                                .mapToInt(Integer::intValue)
                                                .sum()),
                                row -> Filter.linkTo("namespace", row.namespace(), "outcome", Filter.REFUSED)),
                        Column.of("change", "Trend", row -> Chart.trend(looks, row.namespace())),
                        outcome(Outcome.VIOLATING, "Violating"),
                        outcome(Outcome.UNKNOWN, "Unknown"),
                        outcome(Outcome.UNAVAILABLE, "Unavailable"),
                        outcome(Outcome.EXEMPT, "Exempt"),
                        outcome(Outcome.COMPLIANT, "Compliant"),
                        Column.of(
                                "pods",
                                "Pods",
                                Readiness.NamespaceRow::pods,
                                row -> Filter.linkTo("namespace", row.namespace()))),
                readiness.namespaces());
    }

    private static String ready(Readiness.NamespaceRow row) {
        if (row.wouldBeRefused() > 0) {
            return "no";
        }
        return row.count(Outcome.UNKNOWN) + row.count(Outcome.UNAVAILABLE) > 0 ? "nearly" : "yes";
    }

    private static Column<Readiness.NamespaceRow> outcome(Outcome outcome, String title) {
        return Column.of(
                outcome.label(),
                title,
                row -> row.count(outcome),
                row -> Filter.linkTo("namespace", row.namespace(), "outcome", outcome.label()));
    }

    static Table<Readiness.RuleRow> rules(Readiness readiness) {
        return new Table<>(
                "rules",
                List.of(
                        Column.of("rule", "Rule", Readiness.RuleRow::rule, row -> Filter.linkTo("rule", row.rule())),
                        Column.of(
                                "images",
                                "Images",
                                Readiness.RuleRow::images,
                                row -> Filter.linkTo("rule", row.rule(), "outcome", Filter.REFUSED)),
                        Column.of(
                                "workloads",
                                "Workloads",
                                Readiness.RuleRow::workloads,
                                row -> Filter.linkTo("rule", row.rule(), "outcome", Filter.REFUSED)),
                        Column.of(
                                "namespaces",
                                "Namespaces",
                                Readiness.RuleRow::namespaces,
                                row -> Filter.linkTo("rule", row.rule(), "outcome", Filter.REFUSED))),
                readiness.rules());
    }

    static Table<Readiness.BaseRow> bases(Readiness readiness) {
        return new Table<>(
                "bases",
                List.of(
                        Column.of("base", "Base", Readiness.BaseRow::base, row -> Filter.linkTo("base", row.base())),
                        Column.<Readiness.BaseRow>of(
                                        "tier",
                                        "Tier",
                                        Readiness.BaseRow::tier,
                                        row -> Filter.linkTo("base", row.base(), "tier", row.tier()))
                                .as(Look.BADGE),
                        Column.of(
                                "wouldBeRefused",
                                "A change would mend",
                                Readiness.BaseRow::violating,
                                row -> Filter.linkTo("base", row.base(), "outcome", Filter.REFUSED)),
                        Column.of(
                                "workloads",
                                "Workloads",
                                Readiness.BaseRow::workloads,
                                row -> Filter.linkTo("base", row.base())),
                        Column.<Readiness.BaseRow>of("instead", "Paste instead", row -> fix(row.instead()))
                                .as(Look.CODE)),
                readiness.bases());
    }

    private static @Nullable String fix(@Nullable Advice advice) {
        return advice == null ? null : advice.line();
    }

    static Table<AuditedImage> workloads(List<AuditedImage> images) {
        return new Table<>(
                "workloads",
                List.of(
                        Column.of(
                                "namespace",
                                "Namespace",
                                AuditedImage::namespace,
                                image -> Filter.linkTo("namespace", image.namespace())),
                        Column.of(
                                "owner",
                                "Workload",
                                Tables::owner,
                                image -> Filter.linkTo("namespace", image.namespace(), "owner", owner(image))),
                        Column.of(
                                "container",
                                "Container",
                                image -> image.judged().image().name()),
                        Column.of(
                                "image",
                                "Image",
                                image -> image.judged().image().image()),
                        Column.of(
                                "pods",
                                "Pods",
                                AuditedImage::pods,
                                image -> Filter.linkTo("namespace", image.namespace(), "owner", owner(image))),
                        Column.<AuditedImage>of(
                                        "outcome",
                                        "Outcome",
                                        image -> image.judged()
                                                .verdict()
                                                .outcome()
                                                .label())
                                .as(Look.BADGE),
                        Column.<AuditedImage>of(
                                        "tier",
                                        "Tier",
                                        Readiness::tierOf,
                                        image -> Filter.linkTo("tier", Readiness.tierOf(image)))
                                .as(Look.BADGE),
                        Column.of(
                                "base",
                                "Base",
                                Readiness::baseOf,
                                image -> Filter.linkTo("base", Readiness.baseOf(image))),
                        Column.of("findings", "Findings", Tables::findings),
                        Column.<AuditedImage>of(
                                        "running",
                                        "Running digest",
                                        image -> image.judged().image().running())
                                .as(Look.DATA),
                        Column.<AuditedImage>of("tagNow", "Tag points to", AuditedImage::tagNow)
                                .as(Look.DATA),
                        Column.<AuditedImage>of(
                                        "instead",
                                        "Paste instead",
                                        image -> fix(
                                                image.judged().advice().isEmpty()
                                                        ? null
                                                        : image.judged()
                                                                .advice()
                                                                .getFirst()))
                                .as(Look.CODE)),
                images);
    }

    private static String owner(AuditedImage image) {
        return image.owner().kind() + "/" + image.owner().name();
    }

    /** Objections, and a tag that has moved on: whoever starts a new pod gets another build than those that run. */
    private static String findings(AuditedImage image) {
        List<String> findings = new ArrayList<>();
        for (Finding finding : image.judged().verdict().findings()) {
            findings.add(finding.rule() + ": " + finding.text());
        }
        Digest now = image.tagNow();
        if (now != null) {
            findings.add("drift: the tag has moved on, to " + shortened(now) + "; "
                    + shortened(Objects.requireNonNull(image.judged().image().running())) + " runs");
        }
        return String.join("; ", findings);
    }

    private static String shortened(Digest digest) {
        String text = digest.toString();
        return text.substring(0, Math.min(text.length(), "sha256:".length() + 12));
    }

    static Table<RecentRefusals.Refusal> refusals(List<RecentRefusals.Refusal> refusals) {
        return new Table<>(
                "refusals",
                List.of(
                        Column.of("at", "When", refusal -> refusal.at().toString()),
                        Column.of("namespace", "Namespace", RecentRefusals.Refusal::namespace),
                        Column.of("workload", "Workload", RecentRefusals.Refusal::workload),
                        Column.of("message", "Message", RecentRefusals.Refusal::message)),
                refusals);
    }

    /**
     * @param uses images that run under an exemption, by its identifier; null while nothing has been looked at
     */
    static Table<Exemption> exemptions(
            List<Exemption> exemptions, LocalDate today, @Nullable Map<String, Integer> uses) {
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
                        Column.of("covers", "Covers", Tables::covers),
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

    static Table<RegistryHealth.Row> registries(List<RegistryHealth.Row> rows) {
        return new Table<>(
                "registries",
                List.of(
                        Column.of("registry", "Registry", RegistryHealth.Row::registry),
                        Column.<RegistryHealth.Row>of("state", "State", Tables::state)
                                .as(Look.BADGE),
                        Column.of("requests", "Requests", RegistryHealth.Row::requests, _ -> "q/metrics"),
                        Column.of("failed", "Failed", RegistryHealth.Row::failed, _ -> "q/metrics"),
                        Column.of("lastStatus", "Last answer", RegistryHealth.Row::lastStatus)),
                rows);
    }

    private static String state(RegistryHealth.Row row) {
        if (row.open()) {
            return "paused";
        }
        return row.failed() == 0 ? "well" : row.failed() * 10 > row.requests() ? "failing" : "some failures";
    }
}
