package dev.plinth.registry.http;

import dev.plinth.review.source.Deadline;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A body as it comes, with back-pressure: no more than a few buffers wait to be read. */
final class BodyStream extends InputStream {

    private static final int AHEAD = 8;
    private static final Buffer END = Buffer.buffer("end");
    private static final Buffer BROKEN = Buffer.buffer("broken");

    private final HttpClientResponse response;
    private final Deadline until;
    private final long limit;
    private final BlockingQueue<Buffer> queue = new LinkedBlockingQueue<>();
    private @Nullable Buffer current;
    private int at;
    private long read;
    private boolean ended;

    /** To be made on the response's own event loop, before anything of the body is delivered. */
    BodyStream(HttpClientResponse response, long limit, Deadline until) {
        this.response = response;
        this.until = until;
        this.limit = limit;
        response.pause();
        response.handler(queue::add);
        response.endHandler(_ -> queue.add(END));
        response.exceptionHandler(_ -> queue.add(BROKEN));
        response.fetch(AHEAD);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (ended) {
            return -1;
        }
        Buffer buffer = current == null ? next() : current;
        if (buffer == null) {
            return -1;
        }
        int count = Math.min(length, buffer.length() - at);
        buffer.getBytes(at, at + count, target, offset);
        at += count;
        if (at == buffer.length()) {
            current = null;
            response.fetch(1);
        }
        return count;
    }

    private @Nullable Buffer next() throws IOException {
        try {
            Buffer buffer;
            do {
                buffer = queue.poll(until.left().toMillis(), TimeUnit.MILLISECONDS);
                if (buffer == null) {
                    throw broken("time is over");
                }
            } while (buffer.length() == 0);
            if (buffer == END) {
                ended = true;
                return null;
            }
            if (buffer == BROKEN) {
                throw broken("the connection was closed early");
            }
            read += buffer.length();
            if (read > limit) {
                throw broken("is longer than it may be");
            }
            current = buffer;
            at = 0;
            return buffer;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw broken("cancelled");
        }
    }

    private IOException broken(String what) {
        close();
        return new IOException("layer: " + what);
    }

    @Override
    public void close() {
        if (!ended) {
            ended = true;
            response.request().reset();
        }
    }
}
