package dev.plinth.serving;

import dev.plinth.review.ReviewListener;
import dev.plinth.review.source.RegistryListener;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/** Many listeners as one. What is told of a review must not cost the review, so that a failing one is logged and passed over. */
public final class Listeners {

    private static final Logger LOG = Logger.getLogger(Listeners.class);

    private Listeners() {}

    public static ReviewListener ofReviews(List<ReviewListener> all) {
        return (request, review, took) -> all.forEach(one -> guarded(() -> one.reviewed(request, review, took)));
    }

    public static RegistryListener ofRegistries(List<RegistryListener> all) {
        return new RegistryListener() {
            @Override
            public void exchanged(String registry, String operation, String status, Duration duration) {
                all.forEach(one -> guarded(() -> one.exchanged(registry, operation, status, duration)));
            }

            @Override
            public void cached(String cache, String result) {
                all.forEach(one -> guarded(() -> one.cached(cache, result)));
            }

            @Override
            public void circuit(String registry, boolean open) {
                all.forEach(one -> guarded(() -> one.circuit(registry, open)));
            }

            @Override
            public void queued(String registry, int change) {
                all.forEach(one -> guarded(() -> one.queued(registry, change)));
            }
        };
    }

    private static void guarded(Runnable telling) {
        try {
            telling.run();
        } catch (RuntimeException e) {
            LOG.error("A listener failed; this is a defect of Plinth", e);
        }
    }
}
