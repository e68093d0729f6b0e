package dev.plinth.review.text;

import java.util.Locale;

/** Byte counts as people read them: decimal units, as registries' pages show. */
public final class Sizes {

    private Sizes() {}

    /** {@code 411 MB}, {@code 1.2 GB}, {@code 4 kB}. */
    public static String of(long bytes) {
        if (bytes < 1_000) {
            return bytes + " B";
        }
        if (bytes < 1_000_000) {
            return Math.round(bytes / 1e3) + " kB";
        }
        if (bytes < 1_000_000_000) {
            return bytes < 9_950_000
                    ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
                    : Math.round(bytes / 1e6) + " MB";
        }
        return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }
}
