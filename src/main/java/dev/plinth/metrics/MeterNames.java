package dev.plinth.metrics;

/** Every name and label key, as Prometheus sees them. {@code docs/metrics.md} describes each, and a test compares both. */
public final class MeterNames {

    /** Counter {verdict, mode, operation, kind, dry_run}. */
    public static final String REVIEWS = "plinth_admission_reviews_total";

    /** Histogram. */
    public static final String REVIEW_DURATION = "plinth_admission_review_duration_seconds";

    /** Counter {outcome, tier, image_pinning, evidence, namespace, kind}. */
    public static final String IMAGES = "plinth_images_judged_total";

    /** Counter {rule, mode, namespace, tier, kind}. */
    public static final String VIOLATIONS = "plinth_violations_total";

    /** Counter {rule, mode, namespace, image_repository, base_repository}. */
    public static final String REJECTED = "plinth_rejected_images_total";

    /** Counter {reason, registry}. */
    public static final String UNAVAILABLE = "plinth_unavailable_total";

    /** Counter {exemption}. */
    public static final String EXEMPTION_USES = "plinth_exemption_uses_total";

    /** Gauge {exemption}. */
    public static final String EXEMPTION_DAYS_LEFT = "plinth_exemption_days_left";

    /** Counter {registry, operation, status}. */
    public static final String REGISTRY_REQUESTS = "plinth_registry_requests_total";

    /** Histogram {registry, operation}. */
    public static final String REGISTRY_DURATION = "plinth_registry_request_duration_seconds";

    /** Gauge {registry}. */
    public static final String REGISTRY_CIRCUIT = "plinth_registry_circuit_open";

    /** Gauge {registry}. */
    public static final String REGISTRY_QUEUE = "plinth_registry_queued_requests";

    /** Counter {cache, result}. */
    public static final String CACHE_REQUESTS = "plinth_cache_requests_total";

    /** Gauge. */
    public static final String POLICY_LOADED = "plinth_policy_loaded_timestamp_seconds";

    /** Counter {outcome}. */
    public static final String POLICY_RELOADS = "plinth_policy_reloads_total";

    /** Gauge. */
    public static final String POLICY_RULES = "plinth_policy_rules";

    /** Gauge. */
    public static final String CATALOG_BUILT = "plinth_catalog_built_timestamp_seconds";

    /** Gauge. */
    public static final String CATALOG_CHAINS = "plinth_catalog_chains";

    /** Gauge. */
    public static final String CERTIFICATE_EXPIRY = "plinth_certificate_expiry_timestamp_seconds";

    /** Counter {outcome}. */
    public static final String CERTIFICATE_RELOADS = "plinth_certificate_reloads_total";

    /** Gauge {namespace, tier, outcome}. */
    public static final String AUDIT_IMAGES = "plinth_audit_images";

    /** Gauge {namespace, rule}. */
    public static final String AUDIT_WOULD_DENY = "plinth_audit_would_deny";

    static final String VERDICT = "verdict";
    static final String MODE = "mode";
    static final String OPERATION = "operation";
    static final String KIND = "kind";
    static final String DRY_RUN = "dry_run";
    static final String OUTCOME = "outcome";
    static final String TIER = "tier";
    static final String IMAGE_PINNING = "image_pinning";
    static final String EVIDENCE = "evidence";
    static final String NAMESPACE = "namespace";
    static final String RULE = "rule";
    static final String IMAGE_REPOSITORY = "image_repository";
    static final String BASE_REPOSITORY = "base_repository";
    static final String REASON = "reason";
    static final String REGISTRY = "registry";
    static final String STATUS = "status";
    static final String CACHE = "cache";
    static final String RESULT = "result";
    static final String EXEMPTION = "exemption";

    private MeterNames() {}
}
