package dev.plinth.admission;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Durations as Go writes them ({@code time.ParseDuration}): {@code 10s}, {@code 1m30s}, {@code 500ms}. Never negative here. */
final class GoDuration {

    private static final int MAX_LENGTH = 32;

    private GoDuration() {}

    /** Empty if the text is none. */
    static Optional<Duration> parse(@Nullable String text) {
        if (text == null || text.isEmpty() || text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        Duration sum = Duration.ZERO;
        int at = 0;
        while (at < text.length()) {
            int number = at;
            while (at < text.length() && (isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
                at++;
            }
            int unit = at;
            while (at < text.length() && !isDigit(text.charAt(at)) && text.charAt(at) != '.') {
                at++;
            }
            long nanos = nanosOf(text.substring(unit, at));
            if (number == unit || nanos == 0) {
                return Optional.empty();
            }
            try {
                sum = sum.plusNanos(new BigDecimal(text.substring(number, unit))
                        .multiply(BigDecimal.valueOf(nanos))
                        .longValue());
            } catch (ArithmeticException | NumberFormatException _) {
                return Optional.empty();
            }
        }
        return Optional.of(sum);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static long nanosOf(String unit) {
        return switch (unit) {
            case "ns" -> 1L;
            case "us", "µs", "μs" -> 1_000L;
            case "ms" -> 1_000_000L;
            case "s" -> 1_000_000_000L;
            case "m" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            default -> 0L;
        };
    }
}
