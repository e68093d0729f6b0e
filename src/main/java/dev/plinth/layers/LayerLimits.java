package dev.plinth.layers;

import java.time.Duration;

/**
 * How much one reading may take, over all its layers.
 *
 * @param compressed bytes as they come from the registry
 * @param uncompressed bytes of the archives
 * @param entries of the archives
 * @param headers bytes of one entry's headers, among them long names and pax records
 * @param time from the first byte to the last
 */
public record LayerLimits(long compressed, long uncompressed, int entries, int headers, Duration time) {

    private static final long MIB = 1024 * 1024;

    /** Enough for every base in wide use: a few hundred megabytes, and a hundred thousand files. */
    public static final LayerLimits DEFAULT =
            new LayerLimits(1024 * MIB, 4096 * MIB, 1_000_000, (int) MIB, Duration.ofMinutes(2));

    public LayerLimits {
        if (compressed <= 0 || uncompressed <= 0 || entries <= 0 || headers < 1024 || time.isNegative()) {
            throw new IllegalArgumentException("limits of layers must be positive");
        }
    }
}
