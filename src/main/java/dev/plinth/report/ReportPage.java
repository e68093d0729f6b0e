package dev.plinth.report;

import dev.plinth.base.Tier;
import dev.plinth.policy.Exemption;
import dev.plinth.policy.Outcome;
import dev.plinth.review.audit.AuditReport;
import dev.plinth.review.audit.AuditedImage;
import dev.plinth.review.audit.Readiness;
import dev.plinth.review.workload.PolicyInForce;
import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.Template;
import io.quarkus.qute.Variant;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Makes the report in its three forms. Whatever it shows from outside is escaped by the template. */
public final class ReportPage {

    private static final int ROWS_A_PAGE = 100;
    private static final int BASES_SHOWN = 25;
    private static final int NAMESPACES_SHOWN = 60;
    private static final int REFUSALS_SHOWN = 20;
    private static final int TREND_POINTS = 60;

    /** A catalogue older than this no longer knows what is published. */
    private static final int OLD_CATALOGUE_DAYS = 90;

    /** What the filters offer; an empty word is no filter. */
    private static final List<String> TIERS = Stream.concat(
                    Stream.concat(Stream.of(""), Arrays.stream(Tier.values()).map(Tier::label)),
                    Stream.of(Readiness.UNKNOWN))
            .toList();

    private static final List<String> OUTCOMES = Stream.concat(
                    Stream.of("", Filter.REFUSED, Filter.DRIFTED),
                    Arrays.stream(Outcome.values()).map(Outcome::label))
            .toList();

    private final ReportSources sources;
    private final Template template;

    public ReportPage(ReportSources sources) {
        this.sources = sources;
        Engine engine = Engine.builder()
                .addDefaults()
                .addValueResolver(new ReflectionValueResolver())
                .addResultMapper(new HtmlEscaper(List.of(Variant.TEXT_HTML)))
                .build();
        this.template = engine.parse(resource("report.html"), Variant.forContentType(Variant.TEXT_HTML), "report");
    }

    /** A file beside the page. */
    static String resource(String name) {
        try (InputStream in = ReportPage.class.getResourceAsStream("/dev/plinth/report/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The page. */
    public String html(Filter filter) {
        AuditReport audit = sources.audit().get();
        Readiness readiness = Readiness.of(audit.images());
        List<AuditedImage> shown = audit.images().stream().filter(filter::shows).toList();
        int pages = Math.max(1, (shown.size() + ROWS_A_PAGE - 1) / ROWS_A_PAGE);
        int page = Math.min(filter.page(), pages);
        List<AuditedImage> rows = shown.subList((page - 1) * ROWS_A_PAGE, Math.min(shown.size(), page * ROWS_A_PAGE));
        Optional<PolicyInForce> policy = sources.policy().get();
        List<RecentRefusals.Refusal> refusals = sources.refusals().newestFirst();
        return template.data("progress", progress(audit))
                .data("replica", sources.replica().get())
                .data(
                        "policy",
                        policy.map(it -> it.source() + ", version " + it.version())
                                .orElse("none yet"))
                .data("mode", policy.map(it -> it.policy().mode().label()).orElse(""))
                .data("summary", summary(audit, readiness))
                .data(
                        "namespaces",
                        limited(
                                Tables.namespaces(readiness, audit.looks()),
                                filter.showsAll() ? Integer.MAX_VALUE : NAMESPACES_SHOWN))
                .data("namespacesInAll", readiness.namespaces().size())
                .data("rules", Tables.rules(readiness))
                .data("bases", limited(Tables.bases(readiness), filter.showsAll() ? Integer.MAX_VALUE : BASES_SHOWN))
                .data("basesInAll", readiness.bases().size())
                .data("bars", Chart.bars(readiness.tiers()))
                .data("trend", trend(audit))
                .data("workloads", WorkloadTable.of(rows))
                .data("found", shown.size())
                .data("page", page)
                .data("pages", pages)
                .data("previous", page > 1 ? "report" + filter.query(page - 1) + "#workloads" : "")
                .data("next", page < pages ? "report" + filter.query(page + 1) + "#workloads" : "")
                .data("query", filter.query(1))
                .data("filter", filter)
                .data("chips", filter.chips())
                .data("tiers", TIERS)
                .data("outcomes", OUTCOMES)
                .data("refusals", refusals.subList(0, Math.min(REFUSALS_SHOWN, refusals.size())))
                .data("refusalsInAll", refusals.size())
                .data("exemptions", exemptions(policy, audit))
                .data("registries", Tables.registries(sources.registries().rows()))
                .data("catalogue", catalogue())
                .render();
    }

    /** The numbers above everything. */
    private static Map<String, Object> summary(AuditReport audit, Readiness readiness) {
        return Map.of(
                "images",
                audit.images().size(),
                "refused",
                audit.images().stream().filter(AuditedImage::wouldBeRefused).count(),
                "drifted",
                audit.images().stream().filter(AuditedImage::drifted).count(),
                "unknown",
                readiness.count(Outcome.UNKNOWN),
                "unavailable",
                readiness.count(Outcome.UNAVAILABLE),
                "exempt",
                readiness.count(Outcome.EXEMPT),
                "ready",
                readiness.ready(),
                "namespaces",
                readiness.namespaces().size());
    }

    /** A line of how many would be refused over the looks, with its ends in words. */
    private Map<String, Object> trend(AuditReport audit) {
        List<AuditReport.Look> looks = audit.looks();
        if (looks.size() < 2) {
            return Map.of("points", "");
        }
        return Map.of(
                "points",
                Chart.line(looks, AuditReport.Look::wouldBeRefused, 600, 80, TREND_POINTS),
                "looks",
                looks.size(),
                "first",
                looks.getFirst().wouldBeRefused(),
                "last",
                looks.getLast().wouldBeRefused(),
                "since",
                looks.getFirst().at().truncatedTo(ChronoUnit.SECONDS));
    }

    /** One table as the filter wants it; empty if there is none of that name. */
    Optional<Table<?>> table(String id, Filter filter) {
        AuditReport audit = sources.audit().get();
        return switch (id) {
            case "namespaces" -> Optional.of(Tables.namespaces(Readiness.of(audit.images()), audit.looks()));
            case "rules" -> Optional.of(Tables.rules(Readiness.of(audit.images())));
            case "bases" -> Optional.of(Tables.bases(Readiness.of(audit.images())));
            case "workloads" ->
                Optional.of(WorkloadTable.of(
                        audit.images().stream().filter(filter::shows).toList()));
            case "refusals" -> Optional.of(Tables.refusals(sources.refusals().newestFirst()));
            case "exemptions" -> Optional.of(exemptions(sources.policy().get(), audit));
            case "registries" ->
                Optional.of(Tables.registries(sources.registries().rows()));
            default -> Optional.empty();
        };
    }

    /** The whole report as one document, piece by piece: of thousands of images it is large. */
    void json(Consumer<String> out) {
        AuditReport audit = sources.audit().get();
        new ReportDocument(audit, sources.replica().get(), sources.policy().get())
                .write(
                        List.of(
                                Tables.namespaces(Readiness.of(audit.images()), audit.looks()),
                                Tables.rules(Readiness.of(audit.images())),
                                Tables.bases(Readiness.of(audit.images())),
                                Tables.refusals(sources.refusals().newestFirst()),
                                exemptions(sources.policy().get(), audit),
                                Tables.registries(sources.registries().rows())),
                        out);
    }

    private Table<Exemption> exemptions(Optional<PolicyInForce> policy, AuditReport audit) {
        LocalDate today = LocalDate.ofInstant(sources.clock().instant(), ZoneOffset.UTC);
        Map<String, Integer> uses = null;
        if (audit.finished() != null) {
            uses = new HashMap<>();
            for (AuditedImage image : audit.images()) {
                for (String exemption : image.judged().verdict().exemptions()) {
                    uses.merge(exemption, 1, Integer::sum);
                }
            }
        }
        return ExemptionTable.of(policy.map(it -> it.policy().exemptions()).orElse(List.of()), today, uses);
    }

    private static <T> Table<T> limited(Table<T> table, int most) {
        List<T> rows = table.rows();
        return new Table<>(table.id(), table.columns(), rows.subList(0, Math.min(most, rows.size())));
    }

    private Map<String, Object> catalogue() {
        Instant built = sources.catalogue().get().built();
        long days = ChronoUnit.DAYS.between(built, sources.clock().instant());
        return Map.of(
                "chains",
                sources.catalogue().get().chains(),
                "built",
                built.truncatedTo(ChronoUnit.SECONDS),
                "days",
                days,
                "old",
                days > OLD_CATALOGUE_DAYS);
    }

    private String progress(AuditReport audit) {
        Instant finished = audit.finished();
        if (finished != null) {
            Duration ago = Duration.between(finished, sources.clock().instant());
            return "Last look finished " + ago.toMinutes() + " min ago.";
        }
        if (audit.of() > 0) {
            return "The first look goes on: " + audit.done() + " of " + audit.of() + " images judged.";
        }
        return sources.replica().get().audits()
                ? "Nothing has been looked at yet: the first look is about to begin."
                : "The background audit is off (audit.enabled, PLINTH_AUDIT): nothing is looked at.";
    }
}
