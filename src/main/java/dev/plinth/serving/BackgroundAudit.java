package dev.plinth.serving;

import dev.plinth.review.audit.AuditReport;
import dev.plinth.review.audit.Auditor;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Looks at what runs again and again while it is this replica's turn. */
public final class BackgroundAudit implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(BackgroundAudit.class);

    /** After a look that failed: the API server is away for a minute, or rights are missing. */
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);

    private final Auditor auditor;
    private final Duration pause;
    private final Consumer<AuditReport> listener;
    private @Nullable Thread turn;

    /**
     * @param pause between two looks
     * @param listener hears of each finished look, and of an empty one when the turn has passed to another replica
     */
    public BackgroundAudit(Auditor auditor, Duration pause, Consumer<AuditReport> listener) {
        this.auditor = auditor;
        this.pause = pause;
        this.listener = listener;
    }

    /** It is this replica's turn. */
    public synchronized void begin() {
        if (turn == null) {
            turn = Thread.ofVirtual().name("plinth-audit-turn").start(this::run);
        }
    }

    /** It is another's; what is under way is left. */
    public synchronized void end() {
        if (turn != null) {
            turn.interrupt();
            turn = null;
            listener.accept(AuditReport.none());
        }
    }

    /** What the looks have shown while it is this replica's turn; nothing otherwise, rather than what was true once. */
    public synchronized AuditReport report() {
        return turn == null ? AuditReport.none() : auditor.report();
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(look() ? pause : AFTER_FAILURE);
            }
        } catch (InterruptedException _) {
            LOG.debug("The audit's turn has ended");
        }
    }

    private boolean look() throws InterruptedException {
        try {
            AuditReport report = auditor.look();
            listener.accept(report);
            LOG.infof(
                    "Looked at what runs: %d images, %d would be refused",
                    report.images().size(), report.looks().getLast().wouldBeRefused());
            return true;
        } catch (IOException e) {
            LOG.warnf("What runs could not be looked at: %s", e.getMessage());
            return false;
        } catch (RuntimeException e) {
            LOG.error("Looking at what runs failed; this is a defect of Plinth", e);
            return false;
        }
    }

    @Override
    public void close() {
        end();
    }
}
