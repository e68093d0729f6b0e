package dev.plinth.image.reference;

import dev.plinth.data.Glob;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A pattern over parsed references: {@code *} stands for anything within a path segment or tag, {@code **} for any number of
 * segments. Without a tag it matches every tag and digest; without a registry it means {@code docker.io}, and for one segment
 * {@code docker.io/library}; {@code **} alone matches everything. A registry matches however it is spelled: in any case, with and
 * without the port 443, by each of Docker Hub's names.
 */
public final class ReferencePattern {

    private final String text;
    private final List<String> segments;
    private final String tag;
    private final String digest;

    private ReferencePattern(String text, List<String> segments, String tag, String digest) {
        this.text = text;
        this.segments = segments;
        this.tag = tag;
        this.digest = digest;
    }

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException with a text that says what is wrong
     */
    public static ReferencePattern parse(String text) {
        if (text.isBlank() || text.length() > 512 || text.chars().anyMatch(Character::isWhitespace)) {
            throw new IllegalArgumentException("a pattern must be a reference with * and **, without spaces");
        }
        int at = text.indexOf('@');
        String digest = at < 0 ? "" : text.substring(at + 1);
        String named = at < 0 ? text : text.substring(0, at);
        int colon = named.indexOf(':', named.lastIndexOf('/') + 1);
        String tag = colon < 0 ? "" : named.substring(colon + 1);
        String path = colon < 0 ? named : named.substring(0, colon);
        if (colon >= 0 && tag.isEmpty() || at >= 0 && digest.isEmpty()) {
            throw new IllegalArgumentException("a pattern must not end in ':' or '@'");
        }
        List<String> segments = List.of(path.split("/", -1));
        if (segments.contains("") || segments.stream().filter("**"::equals).count() > 3) {
            throw new IllegalArgumentException(
                    "a pattern's segments must not be empty, and ** may stand at most three times");
        }
        for (String segment : segments) {
            if (segment.contains("**") && !segment.equals("**")) {
                throw new IllegalArgumentException("** must be a whole segment");
            }
            if (!segment.chars().allMatch(c -> Character.isLetterOrDigit(c) || "*._-:[]".indexOf(c) >= 0)) {
                throw new IllegalArgumentException(
                        "a pattern's segments must be of letters, digits, '.', '_', '-', ':' and *");
            }
        }
        return new ReferencePattern(text, withRegistry(segments), tag, digest);
    }

    private static List<String> withRegistry(List<String> segments) {
        String first = segments.getFirst();
        boolean domain = segments.size() > 1
                && (first.indexOf('.') >= 0 || first.indexOf(':') >= 0 || first.equalsIgnoreCase("localhost"));
        if (first.equals("**") || first.equals("*") && segments.size() > 1) {
            return segments;
        }
        if (domain) {
            return Stream.concat(
                            Stream.of(RegistryHost.canonical(first)),
                            segments.stream().skip(1))
                    .toList();
        }
        return segments.size() == 1
                ? List.of(ImageReference.DOCKER_HUB, "library", first)
                : Stream.concat(Stream.of(ImageReference.DOCKER_HUB), segments.stream())
                        .toList();
    }

    /** Whether it matches; a reference without tag and digest counts as {@code latest}. */
    public boolean matches(ImageReference reference) {
        if (!tag.isEmpty()) {
            String its = reference.tag() != null ? reference.tag() : reference.digest() == null ? "latest" : "";
            if (!Glob.matches(tag, its)) {
                return false;
            }
        }
        if (!digest.isEmpty()) {
            Digest its = reference.digest();
            if (its == null || !Glob.matches(digest, its.toString())) {
                return false;
            }
        }
        String[] path = reference.path().split("/", -1);
        if (speaksOfPort(segments.getFirst())) {
            path[0] = RegistryHost.withPort(path[0]);
        }
        return path(0, path, 0);
    }

    private static boolean speaksOfPort(String host) {
        return host.lastIndexOf(':') > host.lastIndexOf(']');
    }

    private boolean path(int at, String[] path, int from) {
        if (at == segments.size()) {
            return from == path.length;
        }
        String segment = segments.get(at);
        if (segment.equals("**")) {
            for (int next = from; next <= path.length; next++) {
                if (path(at + 1, path, next)) {
                    return true;
                }
            }
            return false;
        }
        return from < path.length && Glob.matches(segment, path[from]) && path(at + 1, path, from + 1);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ReferencePattern that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
