package dev.plinth.layers;

import dev.plinth.base.Unavailable.Reason;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A layer as it comes: counted, no longer than its descriptor says, and telling its own failures from those of what reads it.
 * Says that something is available for as long as it has not ended, which is what the JDK's gzip goes by to look for another
 * member (eStargz and pigz write many).
 */
final class CompressedStream extends FilterInputStream {

    private final Budget budget;
    private long left;
    private int ahead = -1;
    private boolean failed;

    CompressedStream(InputStream in, long size, Budget budget) {
        super(in);
        this.budget = budget;
        this.left = size;
    }

    /** Whether it was the source that failed, and not what was made of its bytes. */
    boolean failed() {
        return failed;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (ahead >= 0) {
            into[offset] = (byte) ahead;
            ahead = -1;
            return 1;
        }
        return source(into, offset, length);
    }

    private int source(byte[] into, int offset, int length) throws IOException {
        int read;
        try {
            read = in.read(into, offset, length);
        } catch (IOException e) {
            failed = true;
            throw e;
        }
        if (read > 0) {
            left -= read;
            if (left < 0) {
                throw new LimitException(Reason.MALFORMED, "a layer is longer than its descriptor says");
            }
            budget.compressed(read);
        }
        return read;
    }

    @Override
    public int available() throws IOException {
        if (ahead < 0) {
            byte[] one = new byte[1];
            if (source(one, 0, 1) < 0) {
                return 0;
            }
            ahead = one[0] & 0xff;
        }
        return 1;
    }

    @Override
    public long skip(long n) throws IOException {
        byte[] scratch = new byte[(int) Math.min(Math.max(n, 0), 8192)];
        int read = scratch.length == 0 ? 0 : read(scratch, 0, scratch.length);
        return Math.max(read, 0);
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** Reads to the end, so that whoever verifies the bytes has them all. */
    void drain() throws IOException {
        byte[] scratch = new byte[64 * 1024];
        while (read(scratch, 0, scratch.length) >= 0) {
            // Counted where it is read.
        }
        if (left > 0) {
            throw new LimitException(Reason.MALFORMED, "a layer is shorter than its descriptor says");
        }
    }
}
