package dev.plinth.base.provenance;

import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A package URL of an image as BuildKit writes it: {@code pkg:docker/alpine@3.20?digest=sha256:…&platform=linux%2Famd64}.
 *
 * @param reference its name and tag
 * @param pinned the digest of the qualifier, which stands there if and only if the reference was written with one; null if not
 */
record PackageUrl(ImageReference reference, @Nullable Digest pinned) {

    private static final String SCHEME = "pkg:docker/";
    private static final int LONGEST = 2_000;

    static Optional<PackageUrl> parse(String text) {
        if (!text.startsWith(SCHEME) || text.length() > LONGEST) {
            return Optional.empty();
        }
        int fragment = text.indexOf('#');
        String whole = fragment < 0 ? text : text.substring(0, fragment);
        int query = whole.indexOf('?');
        String path = decoded(query < 0 ? whole.substring(SCHEME.length()) : whole.substring(SCHEME.length(), query));
        String qualifiers = query < 0 ? "" : whole.substring(query + 1);
        Digest pinned = digest(qualifiers);
        int at = path.indexOf('@');
        String name = at < 0 ? path : path.substring(0, at);
        String version = at < 0 ? "" : path.substring(at + 1);
        String written =
                version.isEmpty() ? name : version.indexOf(':') >= 0 ? name + "@" + version : name + ":" + version;
        return ImageReference.lenient(written)
                .map(reference ->
                        new PackageUrl(reference.withDigest(null), pinned != null ? pinned : reference.digest()));
    }

    private static @Nullable Digest digest(String qualifiers) {
        for (String qualifier : qualifiers.split("&", 20)) {
            if (qualifier.startsWith("digest=")) {
                return Digest.lenient(decoded(qualifier.substring("digest=".length())))
                        .orElse(null);
            }
        }
        return null;
    }

    /** Percent-decoding; what is no valid escape stays as it is, and then does not parse as a reference. */
    private static String decoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] bytes = new byte[text.length() * 3];
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int high = c == '%' && i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(text.charAt(i + 2), 16);
            if (low >= 0) {
                bytes[length++] = (byte) (high * 16 + low);
                i += 2;
            } else {
                // References are ASCII: anything else makes the name invalid, whatever stands here.
                bytes[length++] = c < 128 ? (byte) c : (byte) '?';
            }
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
