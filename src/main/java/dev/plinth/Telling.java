package dev.plinth;

import dev.plinth.metrics.ProgramMetrics;
import dev.plinth.metrics.RegistryMetrics;
import dev.plinth.metrics.RegistryNames;
import dev.plinth.metrics.ReviewMetrics;
import dev.plinth.report.RecentRefusals;
import dev.plinth.report.RegistryHealth;
import dev.plinth.review.ReviewListener;
import dev.plinth.review.source.RegistryListener;
import dev.plinth.serving.FindingLog;
import dev.plinth.serving.Listeners;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Who hears of what the webhook does: meters, the log, and what the report shows of late.
 *
 * @param program meters of the program itself
 * @param registryNames which registries have names of their own in the meters
 * @param reviews meters of reviews
 * @param registries hears of each exchange with a registry
 * @param registryHealth how registries answered, for the report
 * @param refusals the latest refusals, for the report
 */
record Telling(
        ProgramMetrics program,
        RegistryNames registryNames,
        ReviewMetrics reviews,
        RegistryListener registries,
        RegistryHealth registryHealth,
        RecentRefusals refusals) {

    static Telling by(MeterRegistry meters, InstantSource clock) {
        RegistryNames names = new RegistryNames();
        RegistryHealth health = new RegistryHealth();
        return new Telling(
                new ProgramMetrics(meters),
                names,
                new ReviewMetrics(meters, names),
                Listeners.ofRegistries(List.of(new RegistryMetrics(meters, names), health)),
                health,
                new RecentRefusals(clock));
    }

    /**
     * Hears of each review.
     *
     * @param events writes findings as Events, where that is wanted
     * @param warm whether the program has warmed up: what it sends itself before is nobody's business
     */
    ReviewListener ofReviews(Optional<ReviewListener> events, BooleanSupplier warm) {
        List<ReviewListener> all = new ArrayList<>(List.of(reviews, new FindingLog(), refusals));
        events.ifPresent(all::add);
        ReviewListener together = Listeners.ofReviews(all);
        return (request, review, took) -> {
            if (warm.getAsBoolean() || !request.dryRun()) {
                together.reviewed(request, review, took);
            }
        };
    }
}
