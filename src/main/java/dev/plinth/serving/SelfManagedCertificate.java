package dev.plinth.serving;

import dev.plinth.certificates.BadCertificateException;
import dev.plinth.certificates.ManagedCertificate;
import dev.plinth.certificates.Renewal;
import dev.plinth.kubernetes.CaBundle;
import dev.plinth.kubernetes.CertificateSecret;
import dev.plinth.kubernetes.CertificateSecret.Stored;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the program's own certificate: made by whichever replica is first, kept in a Secret, renewed in time, its authority trusted
 * by the webhook configuration before anything signed by it is served. Looks whenever the Secret changes, and every ten seconds, so
 * that whatever somebody undoes (a restored backup, a deleted Secret, an emptied caBundle) is right again soon.
 */
public final class SelfManagedCertificate implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(SelfManagedCertificate.class);
    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);

    private final CertificateSecret secret;
    private final CaBundle trust;
    private final Renewal renewal;
    private final ServingCertificate serving;
    private final InstantSource clock;
    private final Semaphore bell = new Semaphore(0);
    private final Thread thread;

    private @Nullable ManagedCertificate last;
    private @Nullable String complained;
    private @Nullable AutoCloseable watch;

    public SelfManagedCertificate(
            CertificateSecret secret,
            CaBundle trust,
            Renewal renewal,
            ServingCertificate serving,
            InstantSource clock) {
        this.secret = secret;
        this.trust = trust;
        this.renewal = renewal;
        this.serving = serving;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("certificate").unstarted(this::run);
    }

    public SelfManagedCertificate start() {
        watch = secret.watch(bell::release);
        thread.start();
        return this;
    }

    private void run() {
        try {
            while (true) {
                boolean settled = tend();
                if (bell.tryAcquire((settled ? EVERY : AFTER_FAILURE).toMillis(), TimeUnit.MILLISECONDS)) {
                    bell.drainPermits();
                }
            }
        } catch (InterruptedException _) {
            // Closed.
        }
    }

    /** Looks once, and puts right what is not; false if it has to look again soon. */
    public boolean tend() {
        try {
            Optional<Stored> stored = secret.read();
            ManagedCertificate present = stored.isEmpty() ? made() : usable(stored.get());
            if (present == null) {
                return false;
            }
            // Trust first: whoever meets the certificate must know its authority already.
            CaBundle.Outcome published = trust.publish(present.trust());
            serve(present);
            switch (published) {
                case MISSING -> {
                    complain("the webhook configuration does not exist yet");
                    return false;
                }
                case CHANGED -> LOG.info("The webhook configuration trusts the present authorities now");
                // Only what everybody has had time to hear of is built upon.
                case UNCHANGED -> {
                    if (stored.isPresent() && !step(stored.get(), present)) {
                        return false;
                    }
                }
            }
            complained = null;
            return true;
        } catch (RuntimeException e) {
            complain("the API server does not let it: " + firstLine(e));
            return false;
        }
    }

    private void serve(ManagedCertificate present) {
        last = present;
        serving.take(present.certificate());
    }

    /** Makes the Secret; null if another was faster and is to be heard first. */
    private @Nullable ManagedCertificate made() {
        // What this replica serves is as good as new, and the API server trusts it already.
        ManagedCertificate first = last != null ? last : renewal.first(clock.instant());
        return secret.create(first.data()) ? first : null;
    }

    /** What the Secret holds, or what takes its place if that is of no use; null if another was faster. */
    private @Nullable ManagedCertificate usable(Stored stored) {
        try {
            return ManagedCertificate.parse(stored.data());
        } catch (BadCertificateException e) {
            LOG.warnf("The Secret with the certificate is not usable and is replaced: %s", e.getMessage());
            ManagedCertificate instead = last != null ? last : renewal.first(clock.instant());
            return secret.replace(stored, instead.data()) ? instead : null;
        }
    }

    /** Renews what is due; false if something was, so that it is to be looked at again. */
    private boolean step(Stored stored, ManagedCertificate present) {
        Optional<ManagedCertificate> next = renewal.next(present, request(stored.renew()), clock.instant());
        if (next.isEmpty()) {
            return true;
        }
        if (secret.replace(stored, next.get().data())) {
            LOG.infof("Renewed the certificate or its authority: %s", next.get());
        }
        return false;
    }

    private static Renewal.Request request(String text) {
        try {
            return text.isEmpty() ? Renewal.Request.NONE : Renewal.Request.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException _) {
            return Renewal.Request.NONE;
        }
    }

    private void complain(String why) {
        if (!why.equals(complained)) {
            complained = why;
            LOG.warnf("Cannot tend the certificate yet: %s", why);
        }
    }

    private static String firstLine(RuntimeException e) {
        return String.valueOf(e.getMessage())
                .lines()
                .findFirst()
                .orElse(e.getClass().getSimpleName());
    }

    @Override
    public void close() throws Exception {
        thread.interrupt();
        if (watch != null) {
            watch.close();
        }
    }
}
