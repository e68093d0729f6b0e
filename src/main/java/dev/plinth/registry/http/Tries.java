package dev.plinth.registry.http;

/**
 * What the last try of a look-up came to, for the one log line that tells of its failure. Bound to the thread that looks up, which
 * does all of its exchanges itself; outside of a look-up nothing is noted.
 */
public final class Tries {

    private static final ScopedValue<Tries> CURRENT = ScopedValue.newInstance();

    private String operation = "none";
    private String status = "none";
    private int attempt;

    /** Does the work, with its tries noted here. */
    public <T, E extends Throwable> T during(ScopedValue.CallableOp<T, E> work) throws E {
        return ScopedValue.where(CURRENT, this).call(work);
    }

    /** The given try of a call has ended with this HTTP status, or with why there was none. */
    public static void note(Call call, String status, int attempt) {
        if (CURRENT.isBound()) {
            Tries tries = CURRENT.get();
            tries.operation = call.operation();
            tries.status = status;
            tries.attempt = attempt;
        }
    }

    /** What was asked for, as metrics have it; {@code none} if nothing was. */
    public String operation() {
        return operation;
    }

    public String status() {
        return status;
    }

    /** From 1; 0 if nothing was tried. */
    public int attempt() {
        return attempt;
    }
}
