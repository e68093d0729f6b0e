package dev.plinth.cli.input;

import java.time.Duration;
import picocli.CommandLine.TypeConversionException;

/** Times as people write them: {@code 500ms}, {@code 10s}, {@code 2m}; a bare number is seconds. */
public final class Durations {

    private Durations() {}

    public static Duration parse(String text) {
        int digits = 0;
        while (digits < text.length() && Character.isDigit(text.charAt(digits))) {
            digits++;
        }
        if (digits == 0 || digits > 6) {
            throw bad(text);
        }
        long number = Long.parseLong(text.substring(0, digits));
        Duration duration = switch (text.substring(digits)) {
            case "ms" -> Duration.ofMillis(number);
            case "", "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> throw bad(text);
        };
        if (duration.isZero()) {
            throw bad(text);
        }
        return duration;
    }

    private static TypeConversionException bad(String text) {
        return new TypeConversionException("'" + text + "' is no time; write 500ms, 10s or 2m");
    }
}
