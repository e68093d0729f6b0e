package dev.plinth.registry.limits;

import java.time.Duration;
import java.util.Optional;

/**
 * Whether a host is asked at all. Opens after failures to connect and timeouts in a row, with no success in between; never on
 * answers, which are about single images. After a while one call may try; its success closes it, its failure opens it for
 * twice as long. Thread-safe.
 */
public final class Circuit {

    private static final int FAILURES = 5;
    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private int failures;
    private Duration openFor = FIRST;
    private long openUntil;
    private boolean open;
    private boolean probing;

    /** How long until the next try; empty if this call may go. A call that may go must report back. */
    public synchronized Optional<Duration> admit() {
        if (!open) {
            return Optional.empty();
        }
        long left = openUntil - System.nanoTime();
        if (left <= 0 && !probing) {
            probing = true;
            return Optional.empty();
        }
        return Optional.of(Duration.ofNanos(Math.max(left, Duration.ofSeconds(1).toNanos())));
    }

    /** The host has answered; true if the circuit was open. */
    public synchronized boolean answered() {
        boolean was = open;
        failures = 0;
        open = false;
        probing = false;
        openFor = FIRST;
        return was;
    }

    /** The host could not be reached or did not answer; true if that has opened the circuit. */
    public synchronized boolean failed() {
        failures++;
        boolean wasProbe = probing;
        probing = false;
        if (open && !wasProbe) {
            return false;
        }
        if (open) {
            openFor = openFor.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : openFor.multipliedBy(2);
        }
        if (open || failures >= FAILURES) {
            boolean opened = !open;
            open = true;
            openUntil = System.nanoTime() + openFor.toNanos();
            return opened;
        }
        return false;
    }

    /** Nothing was learned: the call ended for a reason of its own. */
    public synchronized void undecided() {
        probing = false;
    }

    /** Whether calls are held back now; asks for no leave to try. */
    public synchronized boolean isOpen() {
        return open;
    }

    public synchronized int failures() {
        return failures;
    }
}
