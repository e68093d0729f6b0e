package dev.plinth.registry.limits;

import dev.plinth.registry.http.Call;
import dev.plinth.registry.http.ExchangeException;
import dev.plinth.registry.http.Reply;
import dev.plinth.registry.http.Wire;
import dev.plinth.review.source.RegistryListener;
import java.time.Duration;

/** Tells of every exchange that was really tried. */
public final class MeasuredWire implements Wire {

    private final Wire inner;
    private final RegistryListener listener;

    public MeasuredWire(Wire inner, RegistryListener listener) {
        this.inner = inner;
        this.listener = listener;
    }

    @Override
    public Reply send(Call call) throws ExchangeException {
        long start = System.nanoTime();
        try {
            Reply reply = inner.send(call);
            done(call, String.valueOf(reply.status()), start);
            return reply;
        } catch (ExchangeException e) {
            done(call, e.kind().label(), start);
            throw e;
        }
    }

    private void done(Call call, String status, long start) {
        listener.exchanged(call.host().host(), call.operation(), status, Duration.ofNanos(System.nanoTime() - start));
    }
}
