package dev.plinth.registry.shared;

import dev.plinth.registry.limits.Circuit;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Redis, or Valkey, as a {@link SharedStore}. A read is waited for 50 ms at most; after five failures in a row it is not asked at
 * all for 5 s, doubling to a minute, so that a server that hangs costs next to nothing. At most 64 reads and 16 writes are under
 * way, whatever becomes of them; beyond that it counts as away, or is not written.
 */
public final class RedisStore implements SharedStore {

    static final Duration PATIENCE = Duration.ofMillis(50);

    /** A new connection (name, TCP, TLS, AUTH) takes longer than an answer over one that stands. */
    private static final Duration WRITE_PATIENCE = Duration.ofSeconds(2);

    private static final int MOST_READS = 64;
    private static final int MOST_WRITES = 16;

    private static final Logger LOG = Logger.getLogger("dev.plinth.registry");

    private final Redis redis;
    private final Circuit circuit = new Circuit();
    private final Semaphore reads = new Semaphore(MOST_READS);
    private final Semaphore writes = new Semaphore(MOST_WRITES);

    /** @param redis connected or not; it is not asked before somebody reads or writes */
    public RedisStore(Redis redis) {
        this.redis = redis;
    }

    /** Opens a few connections ahead of the first read, whose patience would hardly do for that. Does not wait for them. */
    public void connect() {
        for (int i = 0; i < MOST_READS / 16; i++) {
            if (reads.tryAcquire()) {
                send(Request.cmd(Command.PING), reads);
            }
        }
    }

    @Override
    public Found get(String key) {
        boolean away = circuit.isOpen();
        if (circuit.admit().isPresent()) {
            return new Away();
        }
        if (!reads.tryAcquire()) {
            circuit.undecided();
            return new Away();
        }
        if (away) {
            // Whether it is back shows without anybody waiting: a new connection takes longer than a read may.
            report(send(Request.cmd(Command.PING), reads));
            return new Away();
        }
        try {
            // A range, so that an oversized value costs no more than the largest one.
            Request request = Request.cmd(Command.GETRANGE).arg(key).arg(0).arg(LARGEST);
            Response response = send(request, reads).get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
            byte[] bytes = response == null ? new byte[0] : response.toBytes();
            answered();
            return bytes == null || bytes.length == 0 || bytes.length > LARGEST ? new Nothing() : new Value(bytes);
        } catch (TimeoutException _) {
            failed("does not answer in time");
        } catch (ExecutionException e) {
            failed(reason(e.getCause()));
        } catch (InterruptedException _) {
            circuit.undecided();
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // What the client makes of bytes that are no RESP, or of another kind of answer than was asked for.
            failed("answers in a way that is not understood");
        }
        return new Away();
    }

    @Override
    public void put(String key, byte[] value, Duration keep) {
        if (value.length == 0 || value.length > LARGEST || circuit.isOpen() || !writes.tryAcquire()) {
            return;
        }
        Request request = Request.cmd(Command.SET)
                .arg(key)
                .arg(Buffer.buffer(value))
                .arg("EX")
                .arg(keep.toSeconds());
        report(send(request, writes));
    }

    /** Tells the circuit of what nobody waits for. */
    private void report(CompletableFuture<@Nullable Response> answer) {
        answer.orTimeout(WRITE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS).whenComplete((_, failure) -> {
            if (failure == null) {
                answered();
            } else {
                failed(reason(failure));
            }
        });
    }

    /** Its place is given back when it has really ended, and not when nobody waits any more: what is under way stays bounded. */
    private CompletableFuture<@Nullable Response> send(Request request, Semaphore places) {
        Future<@Nullable Response> answer;
        try {
            answer = redis.send(request);
        } catch (RuntimeException e) {
            answer = Future.failedFuture(e);
        }
        return answer.onComplete(_ -> places.release()).toCompletionStage().toCompletableFuture();
    }

    private void answered() {
        if (circuit.answered()) {
            LOG.info("shared cache answers again");
        }
    }

    private void failed(String why) {
        if (circuit.failed()) {
            LOG.warnf("shared cache %s; it is left aside for a while, and every replica reads for itself", why);
        }
    }

    /** Foreign texts may quote what was sent: of an error that Redis names, its first word; of others, the kind. */
    private static String reason(@Nullable Throwable cause) {
        if (!(cause instanceof ErrorType error)) {
            return cause instanceof TimeoutException ? "does not answer in time" : "cannot be reached";
        }
        String kind = String.valueOf(error.getMessage()).split(" ", 2)[0];
        return switch (kind) {
            case "CONNECTION_CLOSED" -> "closes its connections";
            case "ILLEGAL_STATE" -> "answers in a way that is not understood";
            default ->
                "refuses ("
                        + (kind.length() <= 20 && kind.chars().allMatch(Character::isUpperCase) ? kind : "an error")
                        + ")";
        };
    }
}
