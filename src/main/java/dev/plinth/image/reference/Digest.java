package dev.plinth.image.reference;

import java.util.Locale;
import java.util.Optional;

/**
 * A content digest (OCI image-spec, descriptor): a registered algorithm and lower-case hexadecimal digits of its length.
 *
 * @param algorithm {@code sha256} or {@code sha512}
 * @param hex 64 or 128 lower-case hexadecimal digits
 */
public record Digest(String algorithm, String hex) implements Comparable<Digest> {

    public Digest {
        int length = lengthOf(algorithm);
        if (hex.length() != length || !isLowerHex(hex)) {
            throw new IllegalArgumentException(
                    algorithm + " digest must have " + length + " lower-case hexadecimal digits");
        }
    }

    /**
     * Reads {@code algorithm:hex}.
     *
     * @throws IllegalArgumentException if it is not of that form, of an unknown algorithm, or of the wrong length
     */
    public static Digest parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("a digest is written algorithm:hex, as sha256:…");
        }
        return new Digest(text.substring(0, colon), text.substring(colon + 1));
    }

    /** As {@link #parse}, for outside documents: whatever is no digest is absent. A bare sha256 hex string is taken as one. */
    public static Optional<Digest> lenient(String text) {
        String digest = text.strip();
        if (digest.indexOf(':') < 0 && digest.length() == 64) {
            digest = "sha256:" + digest.toLowerCase(Locale.ROOT);
        }
        try {
            return Optional.of(parse(digest));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    public static Digest sha256(String hex) {
        return new Digest("sha256", hex);
    }

    private static int lengthOf(String algorithm) {
        return switch (algorithm) {
            case "sha256" -> 64;
            case "sha512" -> 128;
            default -> throw new IllegalArgumentException("unknown digest algorithm; known: sha256, sha512");
        };
    }

    private static boolean isLowerHex(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int compareTo(Digest other) {
        int byAlgorithm = algorithm.compareTo(other.algorithm);
        return byAlgorithm != 0 ? byAlgorithm : hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return algorithm + ":" + hex;
    }
}
