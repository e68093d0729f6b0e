package dev.plinth.policy.condition;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;

/** Sizes and ages as policies write them, and sizes as people read them. */
public final class Amounts {

    private static final Map<String, Long> UNITS = Map.of(
            "", 1L,
            "k", 1_000L,
            "M", 1_000_000L,
            "G", 1_000_000_000L,
            "Ki", 1L << 10,
            "Mi", 1L << 20,
            "Gi", 1L << 30);

    private static final int MAX_DIGITS = 12;

    private Amounts() {}

    /**
     * Reads a size: a whole or decimal number with {@code k M G Ki Mi Gi} (Kubernetes quantities), or of bytes.
     *
     * @return bytes, at least 1
     * @throws IllegalArgumentException with a text that says what is right
     */
    public static long bytes(String text) {
        int end = 0;
        while (end < text.length() && (isDigit(text.charAt(end)) || text.charAt(end) == '.')) {
            end++;
        }
        Long unit = UNITS.get(text.substring(end));
        String number = text.substring(0, end);
        if (unit == null || number.length() > MAX_DIGITS || !isDecimal(number)) {
            throw new IllegalArgumentException("must be a size such as 120Mi: a number with k, M, G, Ki, Mi or Gi");
        }
        long bytes = new BigDecimal(number)
                .multiply(BigDecimal.valueOf(unit))
                .setScale(0, RoundingMode.DOWN)
                .longValueExact();
        if (bytes < 1) {
            throw new IllegalArgumentException("must be a size above zero");
        }
        return bytes;
    }

    /**
     * Reads an age: a whole number of days or weeks, {@code 90d} or {@code 12w}.
     *
     * @return days, at least 1
     * @throws IllegalArgumentException with a text that says what is right
     */
    public static int days(String text) {
        int last = text.length() - 1;
        char unit = last < 1 ? ' ' : text.charAt(last);
        boolean valid = (unit == 'd' || unit == 'w')
                && last <= 5
                && text.chars().limit(last).allMatch(c -> isDigit((char) c));
        int number = valid ? Integer.parseInt(text.substring(0, last)) : 0;
        if (number < 1) {
            throw new IllegalArgumentException("must be an age such as 90d: a whole number of days (d) or weeks (w)");
        }
        return unit == 'w' ? number * 7 : number;
    }

    /** {@code 411 MB}: decimal units, as registries and container tools show sizes. */
    public static String readable(long bytes) {
        if (bytes < 1_000) {
            return bytes + " B";
        }
        if (bytes < 999_500) {
            return (bytes + 500) / 1_000 + " kB";
        }
        if (bytes < 9_950_000) {
            long tenths = (bytes + 50_000) / 100_000;
            return tenths / 10 + (tenths % 10 == 0 ? "" : "." + tenths % 10) + " MB";
        }
        if (bytes < 9_999_500_000L) {
            return (bytes + 500_000) / 1_000_000 + " MB";
        }
        return (bytes + 500_000_000) / 1_000_000_000 + " GB";
    }

    private static boolean isDecimal(String number) {
        int point = number.indexOf('.');
        return !number.isEmpty()
                && isDigit(number.charAt(0))
                && isDigit(number.charAt(number.length() - 1))
                && point == number.lastIndexOf('.');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
