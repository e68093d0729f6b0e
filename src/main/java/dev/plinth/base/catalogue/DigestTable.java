package dev.plinth.base.catalogue;

import dev.plinth.image.reference.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Different sha256 digests, numbered from 0 in the order in which they came. 32 bytes each and the hash index; digests are
 * compared whole, so that no chosen digest can be taken for another.
 */
final class DigestTable {

    static final int ABSENT = -1;

    private static final int WORDS = 4;
    private static final int HEX_PER_WORD = 16;

    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);

    private long[] words = new long[WORDS * 64];
    private int[] slots = filled(256);
    private int size;

    int size() {
        return size;
    }

    /** The number of a digest, which it is given if it has none. */
    int add(Digest digest) {
        long[] value = parsed(digest);
        int slot = slotOf(value);
        if (slots[slot] != ABSENT) {
            return slots[slot];
        }
        if ((size + 1) * 2 > slots.length) {
            rehash();
            slot = slotOf(value);
        }
        if ((size + 1) * WORDS > words.length) {
            words = Arrays.copyOf(words, words.length * 2);
        }
        System.arraycopy(value, 0, words, size * WORDS, WORDS);
        slots[slot] = size;
        return size++;
    }

    /** The number of a digest, or {@link #ABSENT}. */
    int find(Digest digest) {
        if (digest.hex().length() != WORDS * HEX_PER_WORD) {
            return ABSENT;
        }
        return slots[slotOf(parsed(digest))];
    }

    /** The digest of this number. */
    Digest get(int number) {
        byte[] hex = new byte[WORDS * HEX_PER_WORD];
        for (int i = 0; i < hex.length; i++) {
            long word = words[number * WORDS + i / HEX_PER_WORD];
            hex[i] = DIGITS[(int) (word >>> 60 - 4 * (i % HEX_PER_WORD)) & 0xf];
        }
        return Digest.sha256(new String(hex, StandardCharsets.ISO_8859_1));
    }

    /** Gives back what room was kept for more. */
    void trim() {
        words = Arrays.copyOf(words, size * WORDS);
    }

    private static long[] parsed(Digest digest) {
        long[] value = new long[WORDS];
        for (int i = 0; i < WORDS; i++) {
            value[i] = HexFormat.fromHexDigitsToLong(digest.hex(), i * HEX_PER_WORD, (i + 1) * HEX_PER_WORD);
        }
        return value;
    }

    private int slotOf(long[] value) {
        int mask = slots.length - 1;
        int slot = mixed(value[0], value[1], value[2], value[3]) & mask;
        while (slots[slot] != ABSENT && !same(slots[slot], value)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private boolean same(int number, long[] value) {
        int at = number * WORDS;
        return words[at] == value[0]
                && words[at + 1] == value[1]
                && words[at + 2] == value[2]
                && words[at + 3] == value[3];
    }

    private void rehash() {
        slots = filled(slots.length * 2);
        int mask = slots.length - 1;
        for (int number = 0; number < size; number++) {
            int at = number * WORDS;
            int slot = mixed(words[at], words[at + 1], words[at + 2], words[at + 3]) & mask;
            while (slots[slot] != ABSENT) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = number;
        }
    }

    private static int mixed(long a, long b, long c, long d) {
        long mixed =
                (a ^ Long.rotateLeft(b, 17) ^ Long.rotateLeft(c, 31) ^ Long.rotateLeft(d, 47)) * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32);
    }

    private static int[] filled(int length) {
        int[] slots = new int[length];
        Arrays.fill(slots, ABSENT);
        return slots;
    }
}
