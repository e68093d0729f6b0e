package dev.plinth.report;

import dev.plinth.policy.Advice;
import dev.plinth.policy.Exemption;
import dev.plinth.policy.Finding;
import dev.plinth.policy.Outcome;
import dev.plinth.report.Table.Column;
import dev.plinth.review.audit.AuditedImage;
import dev.plinth.review.audit.Readiness;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The report's tables. */
final class Tables {

    private Tables() {}

    static Table<Readiness.NamespaceRow> namespaces(Readiness readiness) {
        return new Table<>(
                "namespaces",
                List.of(
                        new Column<>(
                                "namespace",
                                "Namespace",
                                Readiness.NamespaceRow::namespace,
                                row -> Filter.linkTo("namespace", row.namespace())),
                        Column.of("pods", "Pods", Readiness.NamespaceRow::pods),
                        outcome(Outcome.COMPLIANT, "Compliant"),
                        outcome(Outcome.VIOLATING, "Violating"),
                        outcome(Outcome.EXEMPT, "Exempt"),
                        outcome(Outcome.UNKNOWN, "Unknown"),
                        outcome(Outcome.UNAVAILABLE, "Unavailable"),
                        new Column<>(
                                "wouldBeRefused",
                                "Would be refused",
                                Readiness.NamespaceRow::wouldBeRefused,
                                row -> Filter.linkTo("namespace", row.namespace(), "outcome", Filter.REFUSED)),
                        Column.of("ready", "Ready to enforce", Tables::ready)),
                readiness.namespaces());
    }

    private static String ready(Readiness.NamespaceRow row) {
        if (row.wouldBeRefused() > 0) {
            return "no";
        }
        int open = row.count(Outcome.UNKNOWN) + row.count(Outcome.UNAVAILABLE);
        return open > 0 ? "yes, but " + open + " not told" : "yes";
    }

    private static Column<Readiness.NamespaceRow> outcome(Outcome outcome, String title) {
        return new Column<>(
                outcome.label(),
                title,
                row -> row.count(outcome),
                row -> Filter.linkTo("namespace", row.namespace(), "outcome", outcome.label()));
    }

    static Table<Readiness.BaseRow> bases(Readiness readiness) {
        return new Table<>(
                "bases",
                List.of(
                        new Column<>("base", "Base", Readiness.BaseRow::base, row -> Filter.linkTo("base", row.base())),
                        new Column<>("tier", "Tier", Readiness.BaseRow::tier, row -> Filter.linkTo("tier", row.tier())),
                        Column.of("workloads", "Workloads", Readiness.BaseRow::workloads),
                        new Column<>(
                                "wouldBeRefused",
                                "A change would mend",
                                Readiness.BaseRow::violating,
                                row -> Filter.linkTo("base", row.base(), "outcome", Filter.REFUSED)),
                        Column.of("instead", "Paste instead", row -> fix(row.instead()))),
                readiness.bases());
    }

    private static @Nullable String fix(@Nullable Advice advice) {
        return advice == null ? null : advice.line();
    }

    static Table<AuditedImage> workloads(List<AuditedImage> images) {
        return new Table<>(
                "workloads",
                List.of(
                        new Column<>(
                                "namespace",
                                "Namespace",
                                AuditedImage::namespace,
                                image -> Filter.linkTo("namespace", image.namespace())),
                        Column.of(
                                "owner",
                                "Workload",
                                image -> image.owner().kind() + "/"
                                        + image.owner().name()),
                        Column.of(
                                "container",
                                "Container",
                                image -> image.judged().image().name()),
                        Column.of(
                                "image",
                                "Image",
                                image -> image.judged().image().image()),
                        Column.of("pods", "Pods", AuditedImage::pods),
                        Column.of(
                                "outcome",
                                "Outcome",
                                image -> image.judged().verdict().outcome().label()),
                        new Column<>(
                                "tier",
                                "Tier",
                                Readiness::tierOf,
                                image -> Filter.linkTo("tier", Readiness.tierOf(image))),
                        new Column<>(
                                "base",
                                "Base",
                                Readiness::baseOf,
                                image -> Filter.linkTo("base", Readiness.baseOf(image))),
                        Column.of("findings", "Findings", Tables::findings),
                        Column.of(
                                "instead",
                                "Paste instead",
                                image -> fix(
                                        image.judged().advice().isEmpty()
                                                ? null
                                                : image.judged().advice().getFirst()))),
                images);
    }

    private static String findings(AuditedImage image) {
        return image.judged().verdict().findings().stream().map(Tables::finding).collect(Collectors.joining("; "));
    }

    private static String finding(Finding finding) {
        return finding.rule() + ": " + finding.text();
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

    static Table<Exemption> exemptions(List<Exemption> exemptions, LocalDate today) {
        return new Table<>(
                "exemptions",
                List.of(
                        Column.of("exemption", "Exemption", Exemption::id),
                        Column.of("reason", "Reason", Exemption::reason),
                        Column.of("owner", "Owner", Exemption::owner),
                        Column.of("expires", "Expires", Exemption::expires),
                        Column.of("daysLeft", "Days left", exemption -> daysLeft(exemption, today))),
                exemptions);
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
                        Column.of("requests", "Requests", RegistryHealth.Row::requests),
                        Column.of("failed", "Failed", RegistryHealth.Row::failed),
                        Column.of("lastStatus", "Last answer", RegistryHealth.Row::lastStatus),
                        Column.of("state", "State", row -> row.open() ? "not asked for a while" : "asked")),
                rows);
    }
}
