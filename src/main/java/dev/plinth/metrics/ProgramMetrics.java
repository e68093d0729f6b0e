package dev.plinth.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Meters of the program's own state: policy, catalogue, certificate. A time that is not known is NaN. */
public final class ProgramMetrics {

    private final AtomicLong policyLoaded = new AtomicLong(-1);
    private final AtomicLong policyRules = new AtomicLong(-1);
    private final AtomicLong catalogueBuilt = new AtomicLong(-1);
    private final AtomicLong catalogueChains = new AtomicLong(-1);
    private final AtomicLong certificateExpiry = new AtomicLong(-1);
    private final CounterFamily policyReloads;
    private final CounterFamily certificateReloads;
    private final MultiGauge exemptions;

    public ProgramMetrics(MeterRegistry registry) {
        policyReloads = new CounterFamily(
                registry, MeterNames.POLICY_RELOADS, "Policies that came, good or not.", MeterNames.OUTCOME);
        certificateReloads = new CounterFamily(
                registry, MeterNames.CERTIFICATE_RELOADS, "Serving certificates that came.", MeterNames.OUTCOME);
        gauge(registry, MeterNames.POLICY_LOADED, "When the policy in force was loaded.", policyLoaded);
        gauge(registry, MeterNames.POLICY_RULES, "Rules of the policy in force.", policyRules);
        gauge(registry, MeterNames.CATALOG_BUILT, "When the catalogue of known bases was built.", catalogueBuilt);
        gauge(registry, MeterNames.CATALOG_CHAINS, "Builds in the catalogue of known bases.", catalogueChains);
        gauge(registry, MeterNames.CERTIFICATE_EXPIRY, "When the serving certificate expires.", certificateExpiry);
        exemptions = MultiGauge.builder(MeterNames.EXEMPTION_DAYS_LEFT)
                .description("Days until an exemption expires; negative once it has.")
                .register(registry);
    }

    private static void gauge(MeterRegistry registry, String name, String description, AtomicLong value) {
        Gauge.builder(name, value, held -> held.get() < 0 ? Double.NaN : held.get())
                .description(description)
                .register(registry);
    }

    /** A policy came into force. */
    public void policyAccepted(Instant when, int rules) {
        policyLoaded.set(when.getEpochSecond());
        policyRules.set(rules);
        policyReloads.count("accepted");
    }

    /** A policy came that is not valid. */
    public void policyRefused() {
        policyReloads.count("refused");
    }

    /** The policy's document is gone. */
    public void policyGone() {
        policyReloads.count("gone");
    }

    /** The days that are left to exemptions, by their identifier; asked whenever meters are read. */
    public void exemptions(Map<String, Supplier<Number>> daysLeft) {
        exemptions.register(
                daysLeft.entrySet().stream()
                        .map(entry ->
                                MultiGauge.Row.of(Tags.of(MeterNames.EXEMPTION, entry.getKey()), entry.getValue()))
                        .toList(),
                true);
    }

    /** The catalogue that is read. */
    public void catalogue(Instant built, int chains) {
        catalogueBuilt.set(built.getEpochSecond());
        catalogueChains.set(chains);
    }

    /** A certificate is served. */
    public void certificateServed(Instant expiry) {
        certificateExpiry.set(expiry.getEpochSecond());
        certificateReloads.count("accepted");
    }

    /** A certificate came that cannot be served. */
    public void certificateRefused() {
        certificateReloads.count("refused");
    }
}
