package dev.plinth.base;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An image, or something it names, that could not be read: an outcome of its own, never a verdict on the image.
 *
 * @param reason why
 * @param host the registry that answered so, or was to be asked; null if none was
 * @param detail what else helps a person, without secrets; empty if nothing
 * @param retryAfter how long the registry asks to wait; null if it did not say
 */
public record Unavailable(
        Reason reason,
        @Nullable String host,
        String detail,
        @Nullable Duration retryAfter) {

    /** The closed set of reasons; its labels stand in texts, reports and metrics. */
    public enum Reason {
        NOT_FOUND,
        UNAUTHORIZED,
        RATE_LIMITED,
        TIMED_OUT,
        UNREACHABLE,
        MALFORMED,
        TOO_LARGE,
        FORBIDDEN_REGISTRY,
        UNSUPPORTED,
        NOT_AN_IMAGE,
        INVALID_REFERENCE;

        private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

        public String label() {
            return label;
        }
    }

    public static Unavailable of(Reason reason, @Nullable String host, String detail) {
        return new Unavailable(reason, host, detail, null);
    }

    /** {@code unavailable: rate-limited (registry.corp, retry after 42 s)}. */
    @Override
    public String toString() {
        StringBuilder within = new StringBuilder();
        if (host != null) {
            within.append(host);
        }
        if (!detail.isEmpty()) {
            within.append(within.isEmpty() ? "" : ", ").append(detail);
        }
        if (retryAfter != null) {
            within.append(within.isEmpty() ? "" : ", ")
                    .append("retry after ")
                    .append(retryAfter.toSeconds())
                    .append(" s");
        }
        return "unavailable: " + reason.label() + (within.isEmpty() ? "" : " (" + within + ")");
    }
}
