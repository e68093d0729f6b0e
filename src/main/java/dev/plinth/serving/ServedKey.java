package dev.plinth.serving;

import dev.plinth.certificates.KeyedCertificate;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * The key that each TLS handshake of the server is made with: whichever is served when it begins. A handshake asks three times, for a
 * name, a chain and a key, so that the one before stays at hand: a change between the questions never mixes two.
 */
public final class ServedKey extends X509ExtendedKeyManager {

    private volatile Held held;

    public ServedKey(KeyedCertificate first) {
        held = new Held(1, first, null);
    }

    private record Held(
            long number, KeyedCertificate present, @Nullable KeyedCertificate former) {

        String alias() {
            return Long.toString(number);
        }

        @Nullable
        KeyedCertificate called(String alias) {
            if (alias.equals(alias())) {
                return present;
            }
            return alias.equals(Long.toString(number - 1)) ? former : null;
        }
    }

    /** From the next handshake on. */
    public synchronized void serve(KeyedCertificate certificate) {
        held = new Held(held.number + 1, certificate, held.present);
    }

    private static String type(KeyedCertificate certificate) {
        String algorithm = certificate.key().getAlgorithm().toUpperCase(Locale.ROOT);
        return switch (algorithm) {
            case "ECDSA" -> "EC";
            case "ED25519" -> "EDDSA";
            default -> algorithm;
        };
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        Held now = held;
        return type(now.present).equals(keyType.toUpperCase(Locale.ROOT)) ? now.alias() : null;
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return chooseEngineServerAlias(keyType, issuers, null);
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return Stream.ofNullable(chooseEngineServerAlias(keyType, issuers, null))
                .toArray(String[]::new);
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        KeyedCertificate called = held.called(alias);
        return called == null ? null : called.chain().toArray(X509Certificate[]::new);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        KeyedCertificate called = held.called(alias);
        return called == null ? null : called.key();
    }

    /** None: the server is nobody's client with this key. */
    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    /** None: the server is nobody's client with this key. */
    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
