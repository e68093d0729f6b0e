package dev.plinth.report;

import dev.plinth.base.Tier;
import dev.plinth.codec.JsonText;
import dev.plinth.codec.ResultDocument;
import dev.plinth.codec.Tree;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes the report in its three forms. Whatever it shows from outside is escaped by the template. */
public final class ReportPage {

    private static final int ROWS_A_PAGE = 100;
    private static final int BASES_SHOWN = 50;
    private static final int NAMESPACES_SHOWN = 300;
    private static final int REFUSALS_SHOWN = 20;

    /** What the filters offer; an empty word is no filter. */
    private static final List<String> TIERS = Stream.concat(
                    Stream.concat(Stream.of(""), Arrays.stream(Tier.values()).map(Tier::label)),
                    Stream.of(Readiness.UNKNOWN))
            .toList();

    private static final List<String> OUTCOMES = Stream.concat(
                    Stream.of("", Filter.REFUSED),
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
                .data(
                        "policy",
                        policy.map(it -> it.source() + ", version " + it.version())
                                .orElse("none yet"))
                .data("mode", policy.map(it -> it.policy().mode().label()).orElse(""))
                .data(
                        "refused",
                        audit.images().stream()
                                .filter(AuditedImage::wouldBeRefused)
                                .count())
                .data("judged", audit.images().size())
                .data("namespaces", limited(Tables.namespaces(readiness), NAMESPACES_SHOWN))
                .data("bases", limited(Tables.bases(readiness), BASES_SHOWN))
                .data("bars", Chart.bars(readiness.tiers()))
                .data("trend", Chart.trend(audit.looks()))
                .data("workloads", Tables.workloads(rows))
                .data("found", shown.size())
                .data("page", page)
                .data("pages", pages)
                .data("previous", page > 1 ? filter.query(page - 1) + "#workloads" : "")
                .data("next", page < pages ? filter.query(page + 1) + "#workloads" : "")
                .data("query", filter.query(1))
                .data("filter", filter)
                .data("tiers", TIERS)
                .data("outcomes", OUTCOMES)
                .data("refusals", refusals.subList(0, Math.min(REFUSALS_SHOWN, refusals.size())))
                .data("exemptions", exemptions(policy))
                .data("registries", Tables.registries(sources.registries().rows()))
                .data("catalogue", catalogue())
                .render();
    }

    /** One table as the filter wants it; empty if there is none of that name. */
    Optional<Table<?>> table(String id, Filter filter) {
        AuditReport audit = sources.audit().get();
        return switch (id) {
            case "namespaces" -> Optional.of(Tables.namespaces(Readiness.of(audit.images())));
            case "bases" -> Optional.of(Tables.bases(Readiness.of(audit.images())));
            case "workloads" ->
                Optional.of(Tables.workloads(
                        audit.images().stream().filter(filter::shows).toList()));
            case "refusals" -> Optional.of(Tables.refusals(sources.refusals().newestFirst()));
            case "exemptions" -> Optional.of(exemptions(sources.policy().get()));
            case "registries" ->
                Optional.of(Tables.registries(sources.registries().rows()));
            default -> Optional.empty();
        };
    }

    /** The whole report as one document; each image embeds its result document. */
    String json() {
        AuditReport audit = sources.audit().get();
        Readiness readiness = Readiness.of(audit.images());
        return JsonText.compact(new Tree()
                .with("started", audit.started())
                .with("finished", audit.finished())
                .with("judged", audit.done())
                .with("of", audit.of())
                .with("policyVersion", audit.policyVersion())
                .with("namespaces", Tables.namespaces(readiness).json())
                .with("bases", Tables.bases(readiness).json())
                .with(
                        "refusals",
                        Tables.refusals(sources.refusals().newestFirst()).json())
                .with("exemptions", exemptions(sources.policy().get()).json())
                .with(
                        "registries",
                        Tables.registries(sources.registries().rows()).json())
                .with(
                        "images",
                        audit.images(),
                        image -> new Tree()
                                .with("namespace", image.namespace())
                                .with(
                                        "owner",
                                        image.owner().kind() + "/"
                                                + image.owner().name())
                                .with("container", image.judged().image().name())
                                .with("running", image.judged().image().running())
                                .with("pods", image.pods())
                                .with("wouldBeRefused", image.wouldBeRefused())
                                .with("result", ResultDocument.of(image.judged()))
                                .node())
                .node());
    }

    private Table<Exemption> exemptions(Optional<PolicyInForce> policy) {
        LocalDate today = LocalDate.ofInstant(sources.clock().instant(), ZoneOffset.UTC);
        return Tables.exemptions(policy.map(it -> it.policy().exemptions()).orElse(List.of()), today);
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
                days);
    }

    private String progress(AuditReport audit) {
        Instant finished = audit.finished();
        if (finished != null) {
            Duration ago = Duration.between(finished, sources.clock().instant());
            return "Last look finished " + ago.toMinutes() + " min ago.";
        }
        return audit.of() == 0
                ? "Nothing has been looked at yet: the background audit is off, or about to begin."
                : "The first look goes on: " + audit.done() + " of " + audit.of() + " images judged.";
    }
}
