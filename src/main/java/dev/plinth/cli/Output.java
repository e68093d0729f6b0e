package dev.plinth.cli;

import java.util.Locale;

/** How results are printed. */
enum Output {
    TEXT,
    JSON;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
