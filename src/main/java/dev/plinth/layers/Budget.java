package dev.plinth.layers;

import dev.plinth.base.Unavailable.Reason;
import dev.plinth.review.source.Deadline;
import org.jspecify.annotations.Nullable;

/** What is left of one reading's limits. For one thread. */
final class Budget {

    private final LayerLimits limits;
    private final Deadline deadline;
    private long compressed;
    private long uncompressed;
    private int entries;
    private @Nullable LimitException reached;

    Budget(LayerLimits limits, Deadline deadline) {
        this.limits = limits;
        this.deadline = deadline;
    }

    void compressed(long bytes) throws LimitException {
        compressed += bytes;
        if (compressed > limits.compressed()) {
            throw tooLarge("the layers have more than " + limits.compressed() + " bytes");
        }
        time();
    }

    /** Whether layers of this size still fit. */
    void expect(long bytes) throws LimitException {
        if (bytes > limits.compressed() - compressed) {
            throw tooLarge("the layers have more than " + limits.compressed() + " bytes");
        }
    }

    void uncompressed(long bytes) throws LimitException {
        uncompressed += bytes;
        if (uncompressed > limits.uncompressed()) {
            throw tooLarge("the layers unpack to more than " + limits.uncompressed() + " bytes");
        }
        time();
    }

    void entry() throws LimitException {
        if (++entries > limits.entries()) {
            throw tooLarge("the layers have more than " + limits.entries() + " files");
        }
    }

    int headers() {
        return limits.headers();
    }

    /** Ends the reading if its time is over. */
    void time() throws LimitException {
        if (deadline.passed()) {
            throw reached(Reason.TIMED_OUT, "reading the layers took too long");
        }
    }

    /** Headers of one entry have reached their limit. */
    LimitException headersTooLarge() {
        return tooLarge("the headers of one file have more than " + limits.headers() + " bytes");
    }

    /** The limit that was reached, whatever the readers in between have made of it; null if none was. */
    @Nullable
    LimitException reached() {
        return reached;
    }

    private LimitException tooLarge(String detail) {
        return reached(Reason.TOO_LARGE, detail);
    }

    private LimitException reached(Reason reason, String detail) {
        reached = new LimitException(reason, detail);
        return reached;
    }
}
