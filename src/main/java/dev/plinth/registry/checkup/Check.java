package dev.plinth.registry.checkup;

/**
 * One thing that was looked into.
 *
 * @param name of it: {@code clock}
 * @param state how it is
 * @param says what was found, without any secret
 * @param wayOut what to do; empty if nothing has to be done
 */
public record Check(String name, State state, String says, String wayOut) {

    /** How it is. */
    public enum State {
        GOOD,
        /** Works, with a drawback. */
        FAIR,
        BAD
    }

    static Check good(String name, String says) {
        return new Check(name, State.GOOD, says, "");
    }

    static Check fair(String name, String says, String wayOut) {
        return new Check(name, State.FAIR, says, wayOut);
    }

    static Check bad(String name, String says, String wayOut) {
        return new Check(name, State.BAD, says, wayOut);
    }
}
