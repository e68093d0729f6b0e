package dev.plinth.layers;

import dev.plinth.layers.Found.Mark;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What os-release(5) says, as far as it is plain words: the identifier, version and codename.
 *
 * @param id null if not said
 * @param version null if not said; Alpine's without its last part, for that is no other release
 * @param codename null if not said
 */
record OsRelease(
        @Nullable String id,
        @Nullable String version,
        @Nullable String codename) {

    static final OsRelease UNKNOWN = new OsRelease(null, null, null);

    private static final int MAX_LINES = 200;
    private static final int MAX_VALUE = 64;
    private static final int MAX_LINKS = 8;

    /** What the image's own says, links within the image followed. */
    static OsRelease of(Found found) {
        for (String path : List.of("etc/os-release", "usr/lib/os-release")) {
            Optional<String> text = follow(found, path);
            if (text.isPresent()) {
                return parse(text.get());
            }
        }
        return found.at("etc/alpine-release")
                .map(Mark::text)
                .map(version -> new OsRelease("alpine", release("alpine", plain(version.strip())), null))
                .orElse(UNKNOWN);
    }

    private static Optional<String> follow(Found found, String from) {
        String path = from;
        for (int i = 0; i < MAX_LINKS; i++) {
            Mark mark = found.at(path).orElse(null);
            if (mark == null || mark.link() == null) {
                return Optional.ofNullable(mark).map(Mark::text);
            }
            Optional<String> next = EntryPath.resolve(path, mark.link());
            if (next.isEmpty()) {
                return Optional.empty();
            }
            path = next.get();
        }
        return Optional.empty();
    }

    static OsRelease parse(String text) {
        Map<String, String> values = new HashMap<>();
        text.lines().limit(MAX_LINES).forEach(line -> {
            int equals = line.indexOf('=');
            if (equals > 0) {
                values.put(
                        line.substring(0, equals).strip(),
                        line.substring(equals + 1).strip());
            }
        });
        String id = plain(values.get("ID"));
        return new OsRelease(id, release(id, plain(values.get("VERSION_ID"))), plain(values.get("VERSION_CODENAME")));
    }

    private static @Nullable String release(@Nullable String id, @Nullable String version) {
        if (version == null || !"alpine".equals(id)) {
            return version;
        }
        int first = version.indexOf('.');
        int second = first < 0 ? -1 : version.indexOf('.', first + 1);
        return second < 0 ? version : version.substring(0, second);
    }

    /** The value without its quotes, if it is of letters, digits and {@code . _ -} alone: it goes into texts. */
    private static @Nullable String plain(@Nullable String value) {
        if (value == null) {
            return null;
        }
        boolean quoted = value.length() > 1
                && (value.startsWith("\"") && value.endsWith("\"") || value.startsWith("'") && value.endsWith("'"));
        String bare = quoted ? value.substring(1, value.length() - 1) : value;
        boolean plain = !bare.isEmpty()
                && bare.length() <= MAX_VALUE
                && bare.chars()
                        .allMatch(c -> c >= 'a' && c <= 'z'
                                || c >= 'A' && c <= 'Z'
                                || c >= '0' && c <= '9'
                                || c == '.'
                                || c == '_'
                                || c == '-');
        return plain ? bare : null;
    }
}
