package dev.plinth.data;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a small mapping, in the order of the document, in one array: documents consist of thousands of mappings with a few
 * keys each, and a hash table for each would take more than all else. Immutable. Larger mappings are hash tables, so that no choice
 * of keys makes them slow.
 */
final class Entries extends AbstractMap<String, Node> {

    /** Up to here comparing the keys one by one is as fast as hashing. */
    static final int MOST = 12;

    /** Key, value, key, value. */
    private final Object[] pairs;

    private Entries(Object[] pairs) {
        this.pairs = pairs;
    }

    /** An immutable copy in the same order; the entries themselves if they are one. */
    static Map<String, Node> copyOf(Map<String, Node> entries) {
        if (entries instanceof Entries) {
            return entries;
        }
        int size = entries.size();
        if (size > MOST) {
            return Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }
        Object[] pairs = new Object[2 * size];
        int at = 0;
        for (Map.Entry<String, Node> entry : entries.entrySet()) {
            pairs[at++] = entry.getKey();
            pairs[at++] = entry.getValue();
        }
        return new Entries(pairs);
    }

    /**
     * The entries of keys with their values, in turn.
     *
     * @throws IllegalArgumentException if a key stands twice
     */
    static Map<String, Node> of(List<?> keysAndValues) {
        int size = keysAndValues.size() / 2;
        if (size > MOST) {
            Map<String, Node> entries = LinkedHashMap.newLinkedHashMap(size);
            for (int i = 0; i < keysAndValues.size(); i += 2) {
                if (entries.put((String) keysAndValues.get(i), (Node) keysAndValues.get(i + 1)) != null) {
                    throw new IllegalArgumentException("a key stands twice");
                }
            }
            return entries;
        }
        Object[] pairs = keysAndValues.toArray();
        for (int i = 2; i < pairs.length; i += 2) {
            for (int j = 0; j < i; j += 2) {
                if (pairs[i].equals(pairs[j])) {
                    throw new IllegalArgumentException("a key stands twice");
                }
            }
        }
        return new Entries(pairs);
    }

    @Override
    public @Nullable Node get(@Nullable Object key) {
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i].equals(key)) {
                return (Node) pairs[i + 1];
            }
        }
        return null;
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return get(key) != null;
    }

    @Override
    public int size() {
        return pairs.length / 2;
    }

    @Override
    public Set<Map.Entry<String, Node>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<String, Node>> iterator() {
                return new Pairs();
            }

            @Override
            public int size() {
                return Entries.this.size();
            }
        };
    }

    private final class Pairs implements Iterator<Map.Entry<String, Node>> {

        private int at;

        @Override
        public boolean hasNext() {
            return at < pairs.length;
        }

        @Override
        public Map.Entry<String, Node> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            at += 2;
            return Map.entry((String) pairs[at - 2], (Node) pairs[at - 1]);
        }
    }
}
