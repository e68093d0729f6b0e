package dev.plinth.testing;

/** How many inputs a test generates: few by default, many with {@code -Dplinth.rounds=100}. */
public final class Rounds {

    private static final int TIMES = Integer.getInteger("plinth.rounds", 1);

    private Rounds() {}

    /** So many by default. */
    public static int of(int usual) {
        return usual * TIMES;
    }
}
