package dev.plinth.endpoint;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.TrustOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * Answers only clients that show a certificate, where the operator wants that: API servers can be given one for webhooks ({@code kubeConfigFile} of
 * their admission configuration). Asked for in the handshake and looked at with each request, so that a client without one is told
 * why it is refused. The program's own reviews for warming up pass by a secret that never leaves it.
 */
@Singleton
public class ClientCheck implements HttpServerOptionsCustomizer {

    /** Header of the program's own requests. */
    public static final String OWN = "x-plinth-own";

    private static final int FORBIDDEN = 403;
    private static final int BEFORE_ALL_OTHERS = Integer.MIN_VALUE + 1;

    private static final String STATUS = """
            {"kind":"Status","apiVersion":"v1","status":"Failure","message":"%s","reason":"Forbidden","code":403}""";

    private final ClientCertificates clients;
    private final ClientAuthorities authorities = new ClientAuthorities();
    private final String secret;

    ClientCheck(ClientCertificates clients) {
        this.clients = clients;
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.secret = HexFormat.of().formatHex(random);
    }

    /** By which clients' certificates are checked, where one is wanted. */
    public ClientAuthorities authorities() {
        return authorities;
    }

    /** Value of {@link #OWN}. */
    public String secret() {
        return secret;
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        if (clients.wanted()) {
            // One that is shown must hold; that none is shown is found out with the request.
            options.setClientAuth(ClientAuth.REQUEST);
            options.setTrustOptions(TrustOptions.wrap(authorities));
        }
    }

    void attend(@Observes Router router) {
        if (clients.wanted()) {
            router.route().order(BEFORE_ALL_OTHERS).handler(this::handle);
        }
    }

    private void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        Optional<String> refusal = isOwn(request) ? Optional.empty() : refusal(request.sslSession());
        if (refusal.isEmpty()) {
            context.next();
            return;
        }
        context.response()
                .setStatusCode(FORBIDDEN)
                .putHeader("content-type", "application/json")
                .end(STATUS.formatted(refusal.get()));
    }

    private boolean isOwn(HttpServerRequest request) {
        String shown = request.getHeader(OWN);
        return shown != null
                && MessageDigest.isEqual(
                        shown.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
    }

    private Optional<String> refusal(@Nullable SSLSession session) {
        try {
            Certificate[] chain = session == null ? new Certificate[0] : session.getPeerCertificates();
            if (chain.length == 0) {
                return Optional.of("a client certificate is needed");
            }
            boolean known = clients.names().isEmpty()
                    || chain[0] instanceof X509Certificate shown
                            && commonName(shown)
                                    .filter(clients.names()::contains)
                                    .isPresent();
            return known
                    ? Optional.empty()
                    : Optional.of("the client certificate has another name than those that are answered");
        } catch (SSLPeerUnverifiedException _) {
            return Optional.of("a client certificate is needed");
        }
    }

    private static Optional<String> commonName(X509Certificate certificate) {
        try {
            return new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(part -> part.getType().equalsIgnoreCase("CN"))
                            .map(Rdn::getValue)
                            .map(String::valueOf)
                            .findFirst();
        } catch (InvalidNameException _) {
            return Optional.empty();
        }
    }
}
