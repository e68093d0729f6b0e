package dev.plinth.serving;

import dev.plinth.admission.Reviews;
import dev.plinth.registry.Registries;
import dev.plinth.registry.settings.RegistrySettings;
import dev.plinth.review.Review;
import dev.plinth.review.ReviewRequest;
import dev.plinth.review.Reviewer;
import dev.plinth.review.source.Deadline;
import dev.plinth.review.source.Exchange;
import dev.plinth.review.workload.PolicyInForce;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The reviewer for the registry document in force. It is made anew when that document changes, and only then, so that a new policy
 * finds everything still remembered.
 */
public final class EngineInForce implements Reviews, AutoCloseable {

    /** After which nobody reads by the former document any more: the longest review and what goes on behind it. */
    private static final Duration READ_OUT = Exchange.BACKGROUND.multipliedBy(2).plusSeconds(30);

    /**
     * What reads by the registry document in force.
     *
     * @param settings the document
     * @param registries that it opens
     */
    public record Reading(RegistrySettings settings, Registries registries) {}

    private record Made(RegistrySettings settings, Registries registries, Reviewer reviewer) {}

    private final Function<RegistrySettings, Registries> registries;
    private final ReviewerMaker maker;

    private volatile @Nullable Made made;

    public EngineInForce(Function<RegistrySettings, Registries> registries, ReviewerMaker maker) {
        this.registries = registries;
        this.maker = maker;
    }

    /** Puts this document into force. */
    public synchronized void install(RegistrySettings settings) {
        Made before = made;
        if (before != null && before.settings.equals(settings)) {
            return;
        }
        Registries read = registries.apply(settings);
        made = new Made(settings, read, maker.reviewer(read.images(), settings));
        if (before != null) {
            Thread.ofVirtual().name("registries-closing").start(() -> closeLater(before.registries));
        }
    }

    /** What reads images now; empty before a document is in force. */
    public Optional<Reading> reading() {
        Made now = made;
        return now == null ? Optional.empty() : Optional.of(new Reading(now.settings, now.registries));
    }

    /** Judges everything anew, as after another catalogue has come into force; documents that were read stay. */
    public synchronized void renew() {
        Made now = made;
        if (now != null) {
            made = new Made(now.settings, now.registries, maker.reviewer(now.registries.images(), now.settings));
        }
    }

    private static void closeLater(Registries former) {
        try {
            Thread.sleep(READ_OUT);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        former.close();
    }

    /** The reviewer that goes with the documents in force. */
    public Reviewer reviewer() {
        Made now = made;
        if (now == null) {
            throw new IllegalStateException("no policy is in force before its registries are");
        }
        return now.reviewer;
    }

    @Override
    public Optional<Review> fromCaches(ReviewRequest request, PolicyInForce policy) {
        return reviewer().fromCaches(request, policy);
    }

    @Override
    public Review review(ReviewRequest request, PolicyInForce policy, Deadline deadline) {
        return reviewer().review(request, policy, deadline);
    }

    @Override
    public void close() {
        Made now = made;
        if (now != null) {
            now.registries.close();
        }
    }
}
