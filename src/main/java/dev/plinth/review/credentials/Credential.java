package dev.plinth.review.credentials;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Something to prove with who asks. Never printed: its text names its origin alone.
 *
 * @param kind how it is used
 * @param username empty if the kind has none
 * @param secret password or token
 * @param origin where it comes from, for people: {@code pull secret shop/regcred}
 */
public record Credential(Kind kind, String username, String secret, String origin) {

    /** How a credential is used. */
    public enum Kind {
        /** User and password: HTTP Basic, with the registry or its token endpoint. */
        BASIC,
        /** An OAuth2 refresh token ({@code identitytoken}): exchanged at the token endpoint. */
        IDENTITY_TOKEN,
        /** A ready bearer token ({@code registrytoken}). */
        BEARER
    }

    public static Credential basic(String username, String password, String origin) {
        return new Credential(Kind.BASIC, username, password, origin);
    }

    /** Tells credentials apart in cache keys without holding the secret in them. */
    public String fingerprint() {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (String part : new String[] {kind.name(), username, secret}) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                sha.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
                sha.update(bytes);
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "Credential[" + origin + "]";
    }
}
