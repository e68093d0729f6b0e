package dev.plinth.registry.flight;

import dev.plinth.base.Unavailable;
import dev.plinth.base.Unavailable.Reason;
import dev.plinth.review.source.Deadline;
import dev.plinth.review.source.UnavailableException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lets the first who asks for a key do the work, on his own thread and time, and the others wait for what comes of it, each as
 * long as he wants. If the first one's time is over before another's, the other begins anew; every other failure is shared.
 *
 * @param <K> what is asked for
 * @param <V> what comes of it
 */
public final class SingleFlight<K, V> {

    /** The work. */
    @FunctionalInterface
    public interface Work<V> {
        V run() throws UnavailableException;
    }

    private final ConcurrentMap<K, CompletableFuture<V>> flights = new ConcurrentHashMap<>();

    /**
     * @param until how long this caller waits for another's work; its own work has to know itself
     * @param onShared run if another's work is waited for
     */
    public V run(K key, Deadline until, Runnable onShared, Work<V> work) throws UnavailableException {
        while (true) {
            CompletableFuture<V> mine = new CompletableFuture<>();
            CompletableFuture<V> other = flights.putIfAbsent(key, mine);
            if (other == null) {
                return lead(key, mine, work);
            }
            onShared.run();
            try {
                return other.get(until.left().toNanos(), TimeUnit.NANOSECONDS);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnavailableException failure)) {
                    throw new UnavailableException(
                            Unavailable.of(Reason.UNREACHABLE, null, "a look-up ended unexpectedly"));
                }
                if (failure.unavailable().reason() != Reason.TIMED_OUT || until.passed()) {
                    throw failure;
                }
            } catch (TimeoutException _) {
                throw timedOut("waiting for a look-up under way");
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                throw timedOut("cancelled");
            }
        }
    }

    private V lead(K key, CompletableFuture<V> flight, Work<V> work) throws UnavailableException {
        Throwable failure = null;
        try {
            V value = work.run();
            flights.remove(key, flight);
            flight.complete(value);
            return value;
        } catch (UnavailableException | RuntimeException | Error e) {
            failure = e;
            throw e;
        } finally {
            if (failure != null) {
                flights.remove(key, flight);
                flight.completeExceptionally(failure);
            }
        }
    }

    private static UnavailableException timedOut(String detail) {
        return new UnavailableException(Unavailable.of(Reason.TIMED_OUT, null, detail));
    }
}
