package dev.plinth.registry.limits;

import java.util.concurrent.Semaphore;

/** What is known and held about one host. */
final class HostGuard {

    final Circuit circuit = new Circuit();
    final RateLimit rate = new RateLimit();
    final Semaphore slots;
    /** How many of the slots may be held by reading that nobody waits for. */
    final Semaphore background;

    HostGuard(int maxInFlight) {
        slots = new Semaphore(maxInFlight, true);
        background = new Semaphore(Math.max(1, maxInFlight / 2), true);
    }
}
