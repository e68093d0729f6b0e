package dev.plinth.registry.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.plinth.base.Unavailable;
import dev.plinth.base.Unavailable.Reason;
import dev.plinth.registry.http.Call;
import dev.plinth.registry.http.ExchangeException;
import dev.plinth.registry.http.ExchangeException.Kind;
import dev.plinth.registry.http.Reply;
import dev.plinth.registry.http.Wire;
import dev.plinth.registry.settings.HostSettings;
import dev.plinth.review.source.RegistryListener;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;

/** Lets a call through only if its host's circuit is closed, its rate limit not reached, and one of its slots is free. */
public final class GuardedWire implements Wire {

    /** Hosts are named by pod authors: only so many are remembered. */
    private static final int MOST_HOSTS = 2_000;

    /** A call that had less time than this says nothing about the host. */
    private static final Duration TELLING = Duration.ofSeconds(1);

    private final Wire inner;
    private final RegistryListener listener;
    private final Cache<String, HostGuard> guards = Caffeine.newBuilder()
            .maximumSize(MOST_HOSTS)
            .expireAfterAccess(Duration.ofMinutes(30))
            .build();

    public GuardedWire(Wire inner, RegistryListener listener) {
        this.inner = inner;
        this.listener = listener;
    }

    @Override
    public Reply send(Call call) throws ExchangeException {
        HostSettings host = call.host();
        HostGuard guard = guards.get(host.host(), _ -> new HostGuard(host.maxInFlight()));
        admit(guard, call);
        Slot slot = slot(guard, call);
        boolean streaming = false;
        try {
            Reply reply = exchange(guard, call.lingeringIf(slot::lingers));
            InputStream stream = reply.stream();
            if (stream == null) {
                return reply;
            }
            streaming = true;
            return reply.withStream(new Held(stream, slot));
        } finally {
            if (!streaming) {
                slot.close();
            }
        }
    }

    private void admit(HostGuard guard, Call call) throws ExchangeException {
        Optional<Duration> closed = guard.circuit.admit();
        if (closed.isPresent()) {
            throw new ExchangeException(
                    Kind.REFUSED,
                    Reason.UNREACHABLE,
                    call.host().host(),
                    "not asked for " + seconds(closed.get()) + " s after " + guard.circuit.failures()
                            + " failures in a row");
        }
        Optional<Duration> wait = guard.rate.admit(call.exchange().background());
        if (wait.isPresent()) {
            guard.circuit.undecided();
            throw new ExchangeException(
                    Kind.REFUSED,
                    new Unavailable(Reason.RATE_LIMITED, call.host().host(), "", ofSeconds(wait.get())));
        }
    }

    private Slot slot(HostGuard guard, Call call) throws ExchangeException {
        try {
            Optional<Slot> slot = Slot.take(guard, call.host().host(), call.exchange(), listener);
            if (slot.isPresent()) {
                return slot.get();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        guard.circuit.undecided();
        guard.rate.undecided();
        throw new ExchangeException(
                Kind.REFUSED, Reason.TIMED_OUT, call.host().host(), "too many look-ups under way there");
    }

    private Reply exchange(HostGuard guard, Call call) throws ExchangeException {
        String host = call.host().host();
        long start = System.nanoTime();
        boolean told = false;
        try {
            Reply reply = inner.send(call);
            told = true;
            if (guard.circuit.answered()) {
                listener.circuit(host, false);
            }
            guard.rate.answered(reply);
            return reply;
        } catch (ExchangeException e) {
            told = true;
            guard.rate.undecided();
            boolean away = e.kind() == Kind.CONNECT
                    || e.kind() == Kind.TLS
                    || e.kind() == Kind.CLOSED
                    || e.kind() == Kind.TIMEOUT && System.nanoTime() - start >= TELLING.toNanos();
            if (!away) {
                guard.circuit.undecided();
            } else if (guard.circuit.failed()) {
                listener.circuit(host, true);
            }
            throw e;
        } finally {
            if (!told) {
                // A defect here must not leave a host waiting for ever for a probe that never reports.
                guard.circuit.undecided();
                guard.rate.undecided();
            }
        }
    }

    private static long seconds(Duration time) {
        return Math.max(1, (time.toMillis() + 999) / 1_000);
    }

    private static Duration ofSeconds(Duration time) {
        return Duration.ofSeconds(seconds(time));
    }

    /** A body under way holds its slot until it is closed or at its end. */
    private static final class Held extends FilterInputStream {

        private final Slot slot;

        Held(InputStream in, Slot slot) {
            super(in);
            this.slot = slot;
        }

        @Override
        public int read() throws IOException {
            return released(super.read());
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return released(super.read(target, offset, length));
        }

        private int released(int result) {
            if (result < 0) {
                slot.close();
            }
            return result;
        }

        @Override
        public void close() throws IOException {
            slot.close();
            super.close();
        }
    }
}
