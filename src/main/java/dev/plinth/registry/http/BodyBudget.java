package dev.plinth.registry.http;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes of bodies that are still coming in may be held at one time, over all hosts: a thousand registries that each
 * send their allowed megabytes would otherwise be a gigabyte. Small bodies are not counted, so that ordinary images never wait.
 */
final class BodyBudget {

    private static final long MOST = 64L * 1024 * 1024;
    private static final int SMALL = 64 * 1024;

    private final AtomicLong held = new AtomicLong();

    /** The part of one body in it. */
    final class Share {

        private long reserved;
        private boolean released;

        /** Whether a body may grow to this size. */
        synchronized boolean growsTo(int size) {
            if (released) {
                return false;
            }
            if (size <= SMALL) {
                return true;
            }
            long more = size - reserved;
            if (held.addAndGet(more) > MOST) {
                held.addAndGet(-more);
                return false;
            }
            reserved = size;
            return true;
        }

        /** Gives it back; whoever has the body now answers for it. */
        synchronized void release() {
            released = true;
            held.addAndGet(-reserved);
            reserved = 0;
        }
    }

    Share share() {
        return new Share();
    }

    /** Bytes held now. */
    long held() {
        return held.get();
    }
}
