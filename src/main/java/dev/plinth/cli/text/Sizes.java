package dev.plinth.cli.text;

import java.util.Locale;

/** Sizes as people read them: decimal units, as registries and {@code docker images} show them. */
public final class Sizes {

    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};

    private Sizes() {}

    /** {@code 43 MB}, {@code 3.8 MB}, {@code 512 B}. */
    public static String of(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 999.5 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        String number = unit == 0 || value >= 9.95 ? "%.0f" : "%.1f";
        return String.format(Locale.ROOT, number, value) + " " + UNITS[unit];
    }
}
