package dev.plinth.policy.advice;

import dev.plinth.base.Tier;
import dev.plinth.image.reference.ImageReference;
import org.jspecify.annotations.Nullable;

/**
 * A base that may be better. Nobody has looked yet whether it exists, what it is now, or what the policy says of it.
 *
 * @param reference name and tag, without digest: the digest is that of the index found under it
 * @param kind what kind of change it is
 * @param tier that it is said to be; null if not known
 * @param why what it improves, in a phrase
 * @param provided what must hold and could not be proven, in a phrase that follows "if"; empty if nothing
 * @param caveat what to mind, at most {@link #MAX_CAVEAT} characters; empty if nothing
 */
public record Candidate(
        ImageReference reference, Kind kind, @Nullable Tier tier, String why, String provided, String caveat) {

    public static final int MAX_CAVEAT = 100;

    public Candidate {
        if (reference.digest() != null || reference.tag() == null) {
            throw new IllegalArgumentException("a candidate has a tag, and no digest yet");
        }
        if (caveat.length() > MAX_CAVEAT) {
            throw new IllegalArgumentException("a caveat is at most " + MAX_CAVEAT + " characters");
        }
    }

    /** What changes, lowest effort first. */
    public enum Kind {
        /** The newer build of the same tag. */
        REFRESH("refresh"),
        /** The same build, held on to by digest and, where its tag can, by release. */
        PIN("pin"),
        /** The same version in a smaller variant. */
        SLIM_DOWN("slim-down"),
        /** What is supported, instead of what no longer is. */
        UPGRADE("upgrade"),
        /** Another repository, or no shell any more. */
        MOVE("move");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /**
         * Reads a label.
         *
         * @throws IllegalArgumentException if there is no such kind
         */
        public static Kind parse(String text) {
            for (Kind kind : values()) {
                if (kind.label.equals(text)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("must be one of refresh, pin, slim-down, upgrade, move");
        }

        public String label() {
            return label;
        }
    }

    /** All that a person should know of it, in a line: why, what must hold, what to mind. */
    public String line() {
        StringBuilder line = new StringBuilder(why);
        if (!provided.isEmpty()) {
            line.append("; if ").append(provided);
        }
        if (!caveat.isEmpty()) {
            line.append("; mind: ").append(caveat);
        }
        return line.toString();
    }
}
