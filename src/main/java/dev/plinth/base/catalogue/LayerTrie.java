package dev.plinth.base.catalogue;

import java.util.Arrays;

/**
 * A trie over numbered digests: a node is one layer above another. Edges stand in one open hash table, so that a step costs
 * one probe whatever the number of children.
 */
final class LayerTrie {

    static final int ABSENT = -1;

    /** Below which the compressed digests stand. */
    static final int LAYERS = 0;

    /** Below which the digests of the uncompressed content stand. */
    static final int DIFF_IDS = 1;

    private static final long EMPTY = -1;

    private long[] keys = emptyKeys(256);
    private int[] children = new int[256];
    private int[] below = new int[128];
    private int[] digests = new int[128];
    private int nodes = 2;

    int nodes() {
        return nodes;
    }

    /** The node of a layer on top of another, which is made if there is none. */
    int add(int node, int digest) {
        long key = key(node, digest);
        int slot = slotOf(keys, key);
        if (keys[slot] == key) {
            return children[slot];
        }
        if ((nodes + 1) * 2 > keys.length) {
            rehash();
            slot = slotOf(keys, key);
        }
        if (nodes == below.length) {
            below = Arrays.copyOf(below, nodes * 2);
            digests = Arrays.copyOf(digests, nodes * 2);
        }
        keys[slot] = key;
        children[slot] = nodes;
        below[nodes] = node;
        digests[nodes] = digest;
        return nodes++;
    }

    /** The numbers of the digests that lead to this node, from the bottom up. */
    int[] path(int node) {
        int depth = 0;
        for (int at = node; at > DIFF_IDS; at = below[at]) {
            depth++;
        }
        int[] path = new int[depth];
        for (int at = node; at > DIFF_IDS; at = below[at]) {
            path[--depth] = digests[at];
        }
        return path;
    }

    /** Gives back what room was kept for more. */
    void trim() {
        below = Arrays.copyOf(below, nodes);
        digests = Arrays.copyOf(digests, nodes);
    }

    /** The node of a layer on top of another, or {@link #ABSENT}. */
    int step(int node, int digest) {
        long key = key(node, digest);
        int slot = slotOf(keys, key);
        return keys[slot] == key ? children[slot] : ABSENT;
    }

    private static long key(int node, int digest) {
        return (long) node << 32 | digest;
    }

    private static int slotOf(long[] keys, long key) {
        int mask = keys.length - 1;
        int slot = (int) (key * 0x9E3779B97F4A7C15L >>> 32) & mask;
        while (keys[slot] != EMPTY && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void rehash() {
        long[] more = emptyKeys(keys.length * 2);
        int[] moved = new int[more.length];
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] != EMPTY) {
                int slot = slotOf(more, keys[i]);
                more[slot] = keys[i];
                moved[slot] = children[i];
            }
        }
        keys = more;
        children = moved;
    }

    private static long[] emptyKeys(int length) {
        long[] keys = new long[length];
        Arrays.fill(keys, EMPTY);
        return keys;
    }
}
