package dev.plinth.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Starts watches that never give up: the API server may come late, go away, or grant the right only tomorrow. */
final class Watches {

    private static final Logger LOG = Logger.getLogger(Watches.class);

    private Watches() {}

    /** Starts without waiting. What is wrong is said once, until it changes. */
    static void start(SharedIndexInformer<?> informer, String what) {
        AtomicBoolean complained = new AtomicBoolean();
        informer.exceptionHandler((started, failure) -> {
            if (complained.compareAndSet(false, true)) {
                LOG.warnf("Cannot watch %s, going on with what is known: %s", what, reason(failure));
            }
            return true;
        });
        informer.start().exceptionally(failure -> {
            LOG.errorf("Gave up watching %s: %s", what, reason(failure));
            return null;
        });
    }

    /** What a failure of the client says, in one line. */
    static String reason(Throwable failure) {
        if (failure instanceof KubernetesClientException client && client.getCode() == 403) {
            return "the service account may not (403)";
        }
        String text = String.valueOf(failure.getMessage());
        return text.lines().findFirst().orElse(failure.getClass().getSimpleName());
    }
}
