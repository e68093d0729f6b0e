package dev.plinth.admission;

import java.io.InputStream;

/**
 * The body of a request, received whole. Closed as soon as it was read, long before it is answered: its memory is others'
 * then.
 */
public final class ReceivedBody implements AutoCloseable {

    private final int length;
    private final InputStream stream;
    private final Runnable read;

    /**
     * @param length in bytes
     * @param stream of that many bytes, none of which has to be waited for
     * @param read called when it is closed; it may be called again
     */
    public ReceivedBody(int length, InputStream stream, Runnable read) {
        this.length = length;
        this.stream = stream;
        this.read = read;
    }

    int length() {
        return length;
    }

    InputStream stream() {
        return stream;
    }

    @Override
    public void close() {
        read.run();
    }
}
