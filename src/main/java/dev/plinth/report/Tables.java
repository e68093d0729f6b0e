package dev.plinth.report;

import dev.plinth.policy.Advice;
import dev.plinth.policy.Outcome;
import dev.plinth.report.Table.Column;
import dev.plinth.report.Table.Look;
import dev.plinth.review.audit.AuditReport;
import dev.plinth.review.audit.Readiness;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The report's tables, but those of workloads and exemptions. */
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

    /** The line to paste; null where there is none. */
    static @Nullable String fix(@Nullable Advice advice) {
        return advice == null ? null : advice.line();
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
