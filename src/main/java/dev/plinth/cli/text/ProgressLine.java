package dev.plinth.cli.text;

import java.io.PrintStream;

/** One line on a terminal that is written over again; nothing at all where nobody watches. Thread-safe. */
public final class ProgressLine implements AutoCloseable {

    private static final int BAR = 24;
    private static final int WHAT = 48;
    private static final long EVERY_NANOS = 100_000_000;

    private final PrintStream err;
    private final boolean shown;
    private long last;
    private boolean dirty;

    public ProgressLine(Terminal terminal) {
        this.err = terminal.err();
        this.shown = terminal.interactive();
    }

    /** So much of so much is done; a total of 0 is not known yet. */
    public synchronized void at(int done, int total, String what) {
        long now = System.nanoTime();
        if (!shown || dirty && now - last < EVERY_NANOS && done < total) {
            return;
        }
        last = now;
        dirty = true;
        int filled = total == 0 ? 0 : (int) ((long) BAR * Math.min(done, total) / total);
        String name = Terminal.plain(what);
        err.print("\r\u001b[K[" + "#".repeat(filled) + ".".repeat(BAR - filled) + "] " + done
                + (total == 0 ? "" : "/" + total) + " "
                + (name.length() > WHAT ? name.substring(0, WHAT - 1) + "…" : name));
        err.flush();
    }

    /** Takes the line away. */
    @Override
    public synchronized void close() {
        if (dirty) {
            err.print("\r\u001b[K");
            err.flush();
            dirty = false;
        }
    }
}
