package dev.plinth.endpoint;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A request's body while it arrives and until it was read, in the pieces in which it came. What it holds counts in the intake's sum
 * until it is closed. Filled by one thread; closed by whichever thread is through with it, any number of times.
 */
public final class TakenBody implements AutoCloseable {

    /** Under which a request's routing context holds it. */
    public static final String KEY = TakenBody.class.getName();

    private final AtomicLong together;
    private final long begun;
    private final CompletableFuture<TakenBody> whole = new CompletableFuture<>();
    private List<byte[]> pieces = new ArrayList<>(1);
    private int length;
    private long counted;
    private boolean closed;

    /**
     * @param together what all bodies hold
     * @param request what the request itself takes: its headers, and what goes with them
     * @param begun by {@link System#nanoTime}
     */
    TakenBody(AtomicLong together, int request, long begun) {
        this.together = together;
        this.begun = begun;
        count(request);
    }

    private void count(long more) {
        counted += more;
        together.addAndGet(more);
    }

    /** Adds what came; false if nobody wants it any more. */
    synchronized boolean add(byte[] piece) {
        if (closed) {
            return false;
        }
        pieces.add(piece);
        length += piece.length;
        count(piece.length);
        return true;
    }

    /** Itself, once it is there; fails with {@link RefusedBodyException} if it is not to be had. */
    public CompletionStage<TakenBody> whole() {
        return whole;
    }

    void complete() {
        whole.complete(this);
    }

    /** Its memory is free at once. */
    void refuse(RefusedBodyException refusal) {
        close();
        whole.completeExceptionally(refusal);
    }

    /** In bytes. */
    public synchronized int length() {
        return length;
    }

    /** How long it has been under way, in nanoseconds. */
    long age(long now) {
        return Math.max(1, now - begun);
    }

    /** What it holds, with its request. */
    synchronized long counted() {
        return counted;
    }

    /** How much it stands in the way of others: what it holds, times how long. */
    synchronized double burden(long now) {
        return (double) counted * age(now);
    }

    /** What has arrived; nothing once it is closed. */
    public synchronized InputStream stream() {
        return pieces.size() == 1
                ? new ByteArrayInputStream(pieces.getFirst())
                : new SequenceInputStream(Collections.enumeration(
                        pieces.stream().map(ByteArrayInputStream::new).toList()));
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            pieces = List.of();
            together.addAndGet(-counted);
        }
    }
}
