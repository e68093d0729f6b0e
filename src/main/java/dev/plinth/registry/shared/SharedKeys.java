package dev.plinth.registry.shared;

import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Under which keys things lie in a shared store. Repository and digest or tag are hashed together: keys have one length whatever
 * a pod's author writes, and a list of them names no repository. A document's key has its repository too, since a digest alone
 * must not open what lies in another repository. The number moves when values change their meaning.
 */
final class SharedKeys {

    private static final String PREFIX = "plinth:1:";

    private SharedKeys() {}

    static String document(ImageReference repository, Digest digest) {
        return PREFIX + "document:" + hash(repository.path() + "@" + digest);
    }

    static String tag(ImageReference reference) {
        return PREFIX + "tag:" + hash(reference.path() + ":" + reference.lookup());
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
