package dev.plinth.kubernetes;

import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The keys by which a kubeconfig's user identifies himself. The older forms of PEM name the algorithm in their first line; PKCS #8 (RFC 5958) names it
 * inside, where the client's library does not look: it takes each for RSA. kubectl takes RSA and EC in every form, and so does this.
 */
public final class ClientKeys {

    private static final int MAX_LENGTH = 1024 * 1024;

    /** The algorithms that the client's library knows what to do with. */
    private static final List<String> ALGORITHMS = List.of("RSA", "EC");

    private static final Pattern PKCS8 = Pattern.compile(
            "-----BEGIN (ENCRYPTED )?PRIVATE KEY-----([A-Za-z0-9+/=\\s]{1,65536})-----END (?:ENCRYPTED )?PRIVATE KEY-----");

    private ClientKeys() {}

    /**
     * Tells the library of which algorithm the client's key is, if there is one that leaves it open.
     *
     * @throws IOException if the key cannot be read or used; the text says why, and nothing of the key
     */
    public static void name(Config config) throws IOException {
        Matcher block = PKCS8.matcher(pem(config.getClientKeyData(), config.getClientKeyFile()));
        if (!block.find()) {
            return;
        }
        if (block.group(1) != null) {
            throw new IOException("the client key of the kubeconfig is encrypted, which is not supported");
        }
        byte[] key = Base64.getMimeDecoder().decode(block.group(2));
        config.setClientKeyAlgo(ALGORITHMS.stream()
                .filter(algorithm -> isOf(algorithm, key))
                .findFirst()
                .orElseThrow(() -> new IOException("the client key of the kubeconfig is neither RSA nor EC")));
    }

    private static boolean isOf(String algorithm, byte[] key) {
        try {
            KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(key));
            return true;
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    /** The key's text; empty without one. As in a kubeconfig, what stands in it goes before what it names. */
    private static String pem(@Nullable String data, @Nullable String file) throws IOException {
        if (data != null && !data.isEmpty()) {
            return decoded(data).orElse("");
        }
        if (file == null || file.isEmpty()) {
            return "";
        }
        Path path = Path.of(file);
        if (Files.size(path) > MAX_LENGTH) {
            throw new IOException("the client key of the kubeconfig is longer than 1 MiB: " + path);
        }
        return Files.readString(path, StandardCharsets.ISO_8859_1);
    }

    /** Base64, as kubeconfigs have it; the library also takes PEM itself. */
    private static Optional<String> decoded(String data) {
        try {
            return Optional.of(new String(Base64.getMimeDecoder().decode(data), StandardCharsets.ISO_8859_1))
                    .filter(text -> text.contains("-----BEGIN"))
                    .or(() -> Optional.of(data));
        } catch (IllegalArgumentException _) {
            return Optional.of(data);
        }
    }
}
