package dev.plinth.testing.images;

import dev.plinth.image.reference.Digest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests of bytes. */
public final class Digests {

    private Digests() {}

    public static Digest sha256(byte[] bytes) {
        return of("SHA-256", "sha256", bytes);
    }

    public static Digest sha512(byte[] bytes) {
        return of("SHA-512", "sha512", bytes);
    }

    private static Digest of(String algorithm, String name, byte[] bytes) {
        try {
            return new Digest(
                    name,
                    HexFormat.of()
                            .formatHex(MessageDigest.getInstance(algorithm).digest(bytes)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
