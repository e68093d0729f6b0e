package dev.plinth.metrics;

import dev.plinth.policy.Finding;
import dev.plinth.review.audit.AuditReport;
import dev.plinth.review.audit.AuditedImage;
import dev.plinth.review.audit.Readiness;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Meters of what runs: each look replaces the one before it as a whole. */
public final class AuditMetrics {

    private final MultiGauge images;
    private final MultiGauge wouldDeny;
    private final CappedNames namespaces = new CappedNames(ReviewMetrics.MOST_NAMESPACES);

    public AuditMetrics(MeterRegistry registry) {
        images = MultiGauge.builder(MeterNames.AUDIT_IMAGES)
                .description("Images that run, counted once for each owner.")
                .register(registry);
        wouldDeny = MultiGauge.builder(MeterNames.AUDIT_WOULD_DENY)
                .description("Workloads that run and would be denied if the rule were enforced.")
                .register(registry);
    }

    /** A look has ended. */
    public void looked(AuditReport report) {
        Map<Tags, Integer> counts = new HashMap<>();
        Map<Tags, Set<String>> denied = new HashMap<>();
        for (AuditedImage image : report.images()) {
            String namespace = namespaces.label(image.namespace());
            Tags tags = Tags.of(
                    MeterNames.NAMESPACE,
                    namespace,
                    MeterNames.TIER,
                    Readiness.tierOf(image),
                    MeterNames.OUTCOME,
                    image.judged().verdict().outcome().label());
            counts.merge(tags, 1, Integer::sum);
            for (Finding finding : image.judged().verdict().findings()) {
                if (finding.kind() == Finding.Kind.VIOLATION) {
                    denied.computeIfAbsent(
                                    Tags.of(MeterNames.NAMESPACE, namespace, MeterNames.RULE, finding.rule()),
                                    _ -> new HashSet<>())
                            .add(image.owner().kind() + "/" + image.owner().name());
                }
            }
        }
        images.register(
                counts.entrySet().stream()
                        .map(entry -> MultiGauge.Row.of(entry.getKey(), entry.getValue()))
                        .toList(),
                true);
        wouldDeny.register(
                denied.entrySet().stream()
                        .map(entry -> MultiGauge.Row.of(
                                entry.getKey(), entry.getValue().size()))
                        .toList(),
                true);
    }
}
