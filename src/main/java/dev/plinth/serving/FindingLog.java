package dev.plinth.serving;

import dev.plinth.base.Classification;
import dev.plinth.base.Resolution;
import dev.plinth.data.Printable;
import dev.plinth.policy.Finding;
import dev.plinth.review.Review;
import dev.plinth.review.ReviewListener;
import dev.plinth.review.ReviewRequest;
import dev.plinth.review.workload.JudgedImage;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * One log line a finding, with the same keys always, so that programs can read it; {@code docs/configuration.md} has the schema. A
 * denial is a warning of the log, everything else informs. A dry run leaves none.
 */
public final class FindingLog implements ReviewListener {

    private static final Logger LOG = Logger.getLogger("dev.plinth.finding");

    @Override
    public void reviewed(ReviewRequest request, Review review, Duration took) {
        if (request.dryRun()) {
            return;
        }
        for (JudgedImage image : review.images()) {
            for (Finding finding : image.verdict().findings()) {
                log(request, review, image, finding);
            }
        }
    }

    private static void log(ReviewRequest request, Review review, JudgedImage image, Finding finding) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("event", "finding");
        fields.put("allowed", Boolean.toString(review.allowed()));
        fields.put("mode", finding.mode().label());
        fields.put("outcome", finding.kind().name().toLowerCase(Locale.ROOT));
        fields.put("rule", finding.rule());
        fields.put("operation", request.operation());
        fields.put("kind", request.workload().kind());
        fields.put("namespace", request.workload().namespace());
        fields.put("name", request.workload().name());
        fields.put("containerKind", image.image().kind().label());
        fields.put("container", image.image().name());
        fields.put("image", image.image().image());
        if (image.resolution() instanceof Resolution.Classified classified) {
            Classification classification = classified.classification();
            fields.put("digest", classified.digest().toString());
            fields.put(
                    "tier",
                    classification.tier() == null
                            ? "unknown"
                            : classification.tier().label());
            fields.put(
                    "base",
                    classification.judgedBase() == null
                            ? ""
                            : classification.judgedBase().name());
        }
        fields.put("policy", review.policyVersion());
        fields.forEach(MDC::put);
        try {
            LOG.log(
                    review.allowed() ? Logger.Level.INFO : Logger.Level.WARN,
                    finding.mode().label() + " "
                            + Printable.of(request.workload().title()) + ", "
                            + image.image().kind().label() + " "
                            + Printable.of(image.image().name()) + ": " + finding.rule() + ": " + finding.text());
        } finally {
            fields.keySet().forEach(MDC::remove);
        }
    }
}
