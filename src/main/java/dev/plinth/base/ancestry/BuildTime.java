package dev.plinth.base.ancestry;

import dev.plinth.base.inquiry.Inquiry;
import dev.plinth.image.Annotations;
import dev.plinth.image.Descriptor;
import dev.plinth.image.HistoryEntry;
import dev.plinth.image.Image;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When images say they were built, so that a tag that has moved on costs one exchange instead of two: its index says so beside each
 * entry (OCI image-spec, annotations: {@code org.opencontainers.image.created}), and what was built later than an image is no base of it.
 * Believed where nothing but an exchange hangs on it: a name that is not read this way is verified by nothing.
 */
public final class BuildTime {

    /** Times before this were set by hand, so that builds can be repeated. */
    static final Instant REAL = Instant.parse("2013-03-01T00:00:00Z");

    /** Roots carry the date of their packages, are published days later, and repeatable builds on them have no later time of their own. */
    private static final Duration LEEWAY = Duration.ofDays(7);

    private BuildTime() {}

    /** The latest moment that an image's configuration speaks of; null where it speaks of no real one. */
    public static @Nullable Instant of(Image image) {
        Instant latest = image.config().created();
        for (HistoryEntry entry : image.config().history()) {
            Instant time = entry.created();
            latest = latest == null || time != null && time.isAfter(latest) ? time : latest;
        }
        return latest == null || latest.isBefore(REAL) ? null : latest;
    }

    /** Whether an entry of the index that was asked for says of itself that it is too young to be the base. */
    public static boolean isTooYoung(Inquiry.BaseImage asked, Descriptor entry) {
        return asked.before() != null
                && entry.annotation(Annotations.CREATED)
                        .flatMap(BuildTime::read)
                        .filter(created -> created.minus(LEEWAY).isAfter(asked.before()))
                        .isPresent();
    }

    private static Optional<Instant> read(String time) {
        try {
            return Optional.of(OffsetDateTime.parse(time).toInstant());
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }
}
