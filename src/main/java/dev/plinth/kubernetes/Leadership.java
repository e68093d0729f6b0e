package dev.plinth.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfigBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElector;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/** Which of the replicas does what only one should do, by a Lease (coordination.k8s.io/v1). To be closed: the lease is then given up. */
public final class Leadership implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Leadership.class);

    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration RENEWAL = Duration.ofSeconds(20);
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final CompletableFuture<?> running;
    private volatile String leader = "";

    /** Told on the elector's thread: must be quick. */
    public interface Listener {

        /** This replica is the one. */
        void gained();

        /** It is no longer. */
        void lost();
    }

    /**
     * Takes part from now on.
     *
     * @param name of the Lease, in that namespace
     * @param identity of this replica: its pod's name
     */
    public Leadership(KubernetesClient client, String namespace, String name, String identity, Listener listener) {
        LeaderElector elector = client.leaderElector()
                .withConfig(new LeaderElectionConfigBuilder()
                        .withName(name)
                        .withReleaseOnCancel(true)
                        .withLeaseDuration(LEASE)
                        .withRenewDeadline(RENEWAL)
                        .withRetryPeriod(RETRY)
                        .withLock(new LeaseLock(namespace, name, identity))
                        .withLeaderCallbacks(new LeaderCallbacks(listener::gained, listener::lost, this::tell))
                        .build())
                .build();
        running = elector.start();
    }

    private void tell(String identity) {
        leader = identity;
        LOG.infof("The replica that audits what runs is %s", identity);
    }

    /** The replica that is the one, as far as known; empty if none is. */
    public String leader() {
        return leader;
    }

    @Override
    public void close() {
        running.cancel(true);
    }
}
