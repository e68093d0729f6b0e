package dev.plinth.registry.limits;

import dev.plinth.registry.http.Call;
import dev.plinth.registry.http.ExchangeException;
import dev.plinth.registry.http.ExchangeException.Kind;
import dev.plinth.registry.http.Reply;
import dev.plinth.registry.http.RetryAfter;
import dev.plinth.registry.http.Tries;
import dev.plinth.registry.http.Wire;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Tries reads again that a moment later may succeed: a connection that failed or was closed, 5xx, and 429 if the wait is short.
 * Waits grow and are spread, so that replicas do not come back at once; never beyond the deadline.
 */
public final class RetryingWire implements Wire {

    private static final int ATTEMPTS = 3;
    private static final Duration FIRST = Duration.ofMillis(100);
    /** A longer wait than this is for the requester to know, not for a review to spend. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Wire inner;

    public RetryingWire(Wire inner) {
        this.inner = inner;
    }

    @Override
    public Reply send(Call call) throws ExchangeException {
        for (int attempt = 1; ; attempt++) {
            boolean last = attempt == ATTEMPTS || !call.repeatable();
            try {
                Reply reply = inner.send(call);
                Tries.note(call, String.valueOf(reply.status()), attempt);
                Optional<Duration> wait = last ? Optional.empty() : waitAfter(reply, attempt);
                if (wait.isEmpty() || !sleep(wait.get(), call)) {
                    return reply;
                }
            } catch (ExchangeException e) {
                Tries.note(call, e.kind().label(), attempt);
                boolean again = e.kind() == Kind.CONNECT || e.kind() == Kind.CLOSED;
                if (last || !again || !sleep(spread(attempt), call)) {
                    throw e;
                }
            }
        }
    }

    private static Optional<Duration> waitAfter(Reply reply, int attempt) {
        int status = reply.status();
        if (status == 429) {
            return RetryAfter.of(reply)
                    .filter(wait -> wait.compareTo(PATIENCE) <= 0)
                    .map(wait -> wait.plusMillis(50));
        }
        if (status == 500 || status == 502 || status == 503 || status == 504) {
            Duration asked = RetryAfter.of(reply).orElse(Duration.ZERO);
            Duration own = spread(attempt);
            return asked.compareTo(PATIENCE) > 0
                    ? Optional.empty()
                    : Optional.of(asked.compareTo(own) > 0 ? asked : own);
        }
        return Optional.empty();
    }

    private static Duration spread(int attempt) {
        double factor = (1 << (attempt - 1)) * ThreadLocalRandom.current().nextDouble(0.5, 1.5);
        return Duration.ofNanos((long) (FIRST.toNanos() * factor));
    }

    /** Whether there was time for it, and for something after it. */
    private static boolean sleep(Duration wait, Call call) {
        if (call.exchange().deadline().left().compareTo(wait.multipliedBy(2)) < 0) {
            return false;
        }
        try {
            Thread.sleep(wait);
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
