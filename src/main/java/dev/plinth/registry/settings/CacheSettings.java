package dev.plinth.registry.settings;

import java.time.Duration;

/**
 * How long is remembered what can change; immutable documents are bounded by bytes, not by time.
 *
 * @param tags what a tag points to
 * @param failures that something could not be read; a part of it for reasons that pass quickly
 */
public record CacheSettings(Duration tags, Duration failures) {

    public static final CacheSettings DEFAULT = new CacheSettings(Duration.ofMinutes(5), Duration.ofSeconds(20));

    /** The most memory that immutable documents may take, in bytes as they are kept. */
    public static final long DOCUMENT_BYTES = 48L * 1024 * 1024;
}
