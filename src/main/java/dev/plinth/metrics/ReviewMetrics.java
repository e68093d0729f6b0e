package dev.plinth.metrics;

import dev.plinth.base.Base;
import dev.plinth.base.Classification;
import dev.plinth.base.Resolution;
import dev.plinth.base.Unavailable;
import dev.plinth.base.pinning.Pinning;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.policy.Finding;
import dev.plinth.policy.Mode;
import dev.plinth.policy.Subject;
import dev.plinth.review.Review;
import dev.plinth.review.ReviewListener;
import dev.plinth.review.ReviewRequest;
import dev.plinth.review.workload.JudgedImage;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Counts what reviews say. A dry run leaves a trace in one family alone. */
public final class ReviewMetrics implements ReviewListener {

    static final int MOST_NAMESPACES = 2_000;
    private static final int MOST_KINDS = 64;
    private static final int MOST_PINNINGS = 5_000;
    private static final int MOST_REJECTED = 1_000;
    private static final String UNKNOWN = "unknown";
    private static final String NONE = "none";

    /** To the longest timeout that a webhook may have. */
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30)
    };

    private final CounterFamily reviews;
    private final Timer duration;
    private final CounterFamily images;
    private final CounterFamily violations;
    private final CounterFamily rejected;
    private final RecentNames<List<String>> recentlyRejected;
    private final CounterFamily unavailable;
    private final CounterFamily exemptions;
    private final RegistryNames registries;
    private final CappedNames namespaces = new CappedNames(MOST_NAMESPACES);
    private final Map<ImageReference, String> pinnings = new ConcurrentHashMap<>();
    private final CappedNames kinds = new CappedNames(MOST_KINDS);

    public ReviewMetrics(MeterRegistry registry, RegistryNames registries) {
        this.registries = registries;
        reviews = new CounterFamily(
                registry,
                MeterNames.REVIEWS,
                "Answers to the API server.",
                MeterNames.VERDICT,
                MeterNames.MODE,
                MeterNames.OPERATION,
                MeterNames.KIND,
                MeterNames.DRY_RUN);
        duration = Timer.builder(MeterNames.REVIEW_DURATION)
                .description("Time from a whole request to its answer.")
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
        images = new CounterFamily(
                registry,
                MeterNames.IMAGES,
                "Images judged.",
                MeterNames.OUTCOME,
                MeterNames.TIER,
                MeterNames.IMAGE_PINNING,
                MeterNames.EVIDENCE,
                MeterNames.NAMESPACE,
                MeterNames.KIND);
        violations = new CounterFamily(
                registry,
                MeterNames.VIOLATIONS,
                "Rules violated, an image each.",
                MeterNames.RULE,
                MeterNames.MODE,
                MeterNames.NAMESPACE,
                MeterNames.TIER,
                MeterNames.KIND);
        rejected = new CounterFamily(
                registry,
                MeterNames.REJECTED,
                "Violations by repository; the least recently used series are dropped.",
                MeterNames.RULE,
                MeterNames.MODE,
                MeterNames.NAMESPACE,
                MeterNames.IMAGE_REPOSITORY,
                MeterNames.BASE_REPOSITORY);
        recentlyRejected = new RecentNames<>(MOST_REJECTED, rejected::forget);
        unavailable = new CounterFamily(
                registry,
                MeterNames.UNAVAILABLE,
                "Images that could not be read.",
                MeterNames.REASON,
                MeterNames.REGISTRY);
        registries.follow(name -> unavailable.forget(1, name));
        exemptions = new CounterFamily(
                registry, MeterNames.EXEMPTION_USES, "Exemptions that made a difference.", MeterNames.EXEMPTION);
    }

    /** Counts a request that no review came of. */
    public void unreviewed(String verdict, String operation, String kind, boolean dryRun, Duration took) {
        reviews.count(verdict, NONE, operation, kinds.label(kind), Boolean.toString(dryRun));
        if (!dryRun) {
            duration.record(took);
        }
    }

    @Override
    public void reviewed(ReviewRequest request, Review review, Duration took) {
        String kind = kinds.label(request.workload().kind());
        Mode strictest = strictest(review);
        reviews.count(
                verdict(review, strictest),
                strictest == null ? NONE : strictest.label(),
                request.operation(),
                kind,
                Boolean.toString(request.dryRun()));
        if (request.dryRun()) {
            return;
        }
        duration.record(took);
        String namespace = namespaces.label(request.workload().namespace());
        for (JudgedImage image : review.images()) {
            count(image, namespace, kind);
        }
    }

    private void count(JudgedImage image, String namespace, String kind) {
        Classification classification =
                image.resolution() instanceof Resolution.Classified classified ? classified.classification() : null;
        String tier = classification == null || classification.tier() == null
                ? UNKNOWN
                : classification.tier().label();
        Base base = classification == null ? null : classification.judgedBase();
        Subject subject = image.subject();
        images.count(
                image.verdict().outcome().label(),
                tier,
                subject == null ? UNKNOWN : pinning(subject.written()),
                base == null ? UNKNOWN : base.evidence().label(),
                namespace,
                kind);
        for (Finding finding : image.verdict().findings()) {
            if (finding.kind() == Finding.Kind.VIOLATION) {
                violations.count(finding.rule(), finding.mode().label(), namespace, tier, kind);
                reject(finding, namespace, subject, base);
            }
        }
        if (image.resolution() instanceof Resolution.Unread(Unavailable why, int _)) {
            String host = why.host() != null
                    ? why.host()
                    : subject == null ? UNKNOWN : subject.written().registry();
            unavailable.count(why.reason().label(), registries.label(host));
        }
        for (String exemption : image.verdict().exemptions()) {
            exemptions.count(exemption);
        }
    }

    /** Grading reads a reference word by word; the same ones come again and again. */
    private String pinning(ImageReference reference) {
        String known = pinnings.get(reference);
        if (known != null) {
            return known;
        }
        if (pinnings.size() >= MOST_PINNINGS) {
            pinnings.clear();
        }
        String label = Pinning.of(reference).label();
        pinnings.put(reference, label);
        return label;
    }

    private void reject(Finding finding, String namespace, @Nullable Subject subject, @Nullable Base base) {
        String repository = subject == null ? UNKNOWN : subject.identity().path();
        String baseRepository = base == null
                ? UNKNOWN
                : base.scratch()
                        ? Base.SCRATCH
                        : base.reference() == null ? UNKNOWN : base.reference().path();
        List<String> series = List.of(finding.rule(), finding.mode().label(), namespace, repository, baseRepository);
        recentlyRejected.use(series);
        rejected.count(series.toArray(String[]::new));
    }

    private static @Nullable Mode strictest(Review review) {
        Mode strictest = null;
        for (JudgedImage image : review.images()) {
            for (Finding finding : image.verdict().findings()) {
                if (strictest == null || finding.mode().compareTo(strictest) > 0) {
                    strictest = finding.mode();
                }
            }
        }
        return strictest;
    }

    private static String verdict(Review review, @Nullable Mode strictest) {
        if (!review.allowed()) {
            return "denied";
        }
        return strictest == null ? "allowed" : strictest == Mode.AUDIT ? "audited" : "warned";
    }
}
