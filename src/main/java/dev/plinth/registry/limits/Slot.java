package dev.plinth.registry.limits;

import dev.plinth.review.source.Deadline;
import dev.plinth.review.source.Exchange;
import dev.plinth.review.source.RegistryListener;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** One of a host's slots, held; and one of its background slots, once nobody waits any more. Given back once. */
final class Slot implements AutoCloseable {

    private final HostGuard guard;
    private final AtomicBoolean background = new AtomicBoolean();
    private final AtomicBoolean released = new AtomicBoolean();

    private Slot(HostGuard guard) {
        this.guard = guard;
    }

    /** Waits for a slot as long as the exchange may; empty if there was none. */
    static Optional<Slot> take(HostGuard guard, String host, Exchange exchange, RegistryListener listener)
            throws InterruptedException {
        Slot slot = new Slot(guard);
        if (guard.slots.tryAcquire()) {
            return slot.settle(exchange);
        }
        listener.queued(host, 1);
        try {
            // A waiting look-up that nobody awaits any more must not take a slot from one that somebody does.
            if (!exchange.background()
                    && guard.slots.tryAcquire(exchange.awaited().left().toNanos(), TimeUnit.NANOSECONDS)) {
                return slot.settle(exchange);
            }
            return slot.waitInBackground(exchange);
        } finally {
            listener.queued(host, -1);
        }
    }

    private Optional<Slot> settle(Exchange exchange) {
        if (exchange.background() && !lingers()) {
            close();
            return Optional.empty();
        }
        return Optional.of(this);
    }

    private Optional<Slot> waitInBackground(Exchange exchange) throws InterruptedException {
        Deadline until = exchange.deadline();
        if (!acquire(guard.background, until)) {
            return Optional.empty();
        }
        background.set(true);
        if (!acquire(guard.slots, until)) {
            background.set(false);
            guard.background.release();
            return Optional.empty();
        }
        return Optional.of(this);
    }

    private static boolean acquire(Semaphore semaphore, Deadline until) throws InterruptedException {
        return semaphore.tryAcquire(until.left().toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Nobody waits any more: whether the exchange may go on, which it may while half of the slots are free of such ones. */
    boolean lingers() {
        if (background.get()) {
            return true;
        }
        if (!guard.background.tryAcquire()) {
            return false;
        }
        background.set(true);
        return true;
    }

    @Override
    public void close() {
        if (released.compareAndSet(false, true)) {
            guard.slots.release();
            if (background.get()) {
                guard.background.release();
            }
        }
    }
}
