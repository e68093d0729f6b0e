package dev.plinth.registry.shared;

import java.time.Duration;

/**
 * Bytes by key, shared between replicas and not to be believed: others write there too. Never throws, never keeps its caller
 * waiting for longer than a limit of its own, and forgets whenever it likes.
 */
public interface SharedStore {

    /** The most bytes of one value; longer ones are neither written nor taken. */
    int LARGEST = 512 * 1024;

    /** What came of asking. */
    sealed interface Found {}

    /** Something is there. */
    record Value(byte[] bytes) implements Found {}

    /** Nothing is there. */
    record Nothing() implements Found {}

    /** It could not be asked, or did not answer in time. */
    record Away() implements Found {}

    Found get(String key);

    /** Keeps a value for at most this long; does not wait for it, and may not do it at all. */
    void put(String key, byte[] value, Duration keep);
}
