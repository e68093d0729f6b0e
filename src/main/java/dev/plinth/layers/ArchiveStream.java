package dev.plinth.layers;

import dev.plinth.base.Unavailable.Reason;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * An archive's bytes: counted, and with a bound on what is read for one entry's headers. The tar reader keeps names and pax
 * records of any length, so that the bound has to stand below it.
 */
final class ArchiveStream extends FilterInputStream {

    private static final int RECORD = 512;

    private final Budget budget;
    private final byte[] scratch = new byte[16 * 1024];
    private boolean inHeaders;
    private int headers;
    private long bytes;

    ArchiveStream(InputStream in, Budget budget) {
        super(in);
        this.budget = budget;
    }

    /** From here on headers of the next entry are read. */
    void expectHeaders() {
        inHeaders = true;
        headers = budget.headers();
    }

    /** From here on the content of an entry is read or skipped. */
    void expectContent() {
        inHeaders = false;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read = in.read(into, offset, length);
        if (read > 0) {
            headers -= read;
            if (inHeaders && headers < 0) {
                throw budget.headersTooLarge();
            }
            count(read);
        }
        return read;
    }

    @Override
    public long skip(long n) throws IOException {
        long left = n;
        while (left > 0) {
            int read = in.read(scratch, 0, (int) Math.min(left, scratch.length));
            if (read < 0) {
                break;
            }
            count(read);
            left -= read;
        }
        return n - left;
    }

    private void count(int read) throws LimitException {
        bytes += read;
        budget.uncompressed(read);
    }

    @Override
    public int available() {
        // The tar reader takes this for what a skip may have skipped; nothing is as honest as nothing.
        return 0;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** Reads to the end: padding after the archive, in whole records. */
    void drain() throws IOException {
        while (skip(Long.MAX_VALUE) > 0) {
            // Counted where it is read.
        }
        if (bytes % RECORD != 0) {
            throw new LimitException(Reason.MALFORMED, "a layer is no tar archive, or cut short");
        }
    }
}
