package dev.plinth.cli.workbench;

import java.util.function.Consumer;

/** Looks into how a registry answers, and says what to do where it does not. */
public interface Doctor extends AutoCloseable {

    /** Examines one registry ({@code host[:port]}, or a reference in it); each check is heard as soon as it is done. */
    void examine(String registry, Consumer<Check> heard);

    @Override
    void close();

    /**
     * One check.
     *
     * @param name what was looked into: {@code TLS}
     * @param state how it went
     * @param says what was found
     * @param wayOut what to do; empty if nothing has to be done
     */
    record Check(String name, State state, String says, String wayOut) {

        public enum State {
            GOOD,
            /** Works, with a drawback. */
            FAIR,
            BAD
        }
    }
}
