package dev.plinth.endpoint;

import java.util.Set;

/**
 * Whom the webhook's port answers.
 *
 * @param wanted whether a client must show a certificate of the authorities that the server trusts; else everyone is answered
 * @param names common names of the certificates that are answered; empty: every one of these authorities
 */
public record ClientCertificates(boolean wanted, Set<String> names) {

    /** Everyone is answered. */
    public static final ClientCertificates NONE = new ClientCertificates(false, Set.of());

    public ClientCertificates {
        names = Set.copyOf(names);
        if (!wanted && !names.isEmpty()) {
            throw new IllegalArgumentException(
                    "names of clients are of no use without the authority of their certificates");
        }
    }
}
