package dev.plinth.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.testing.Identity;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.Router;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Over real TLS. */
class ClientCheckTest {

    private static final Identity AUTHORITY = Identity.of("CN=authority of clients", null);
    private static final Identity OTHER = Identity.of("CN=somebody else's authority", null);
    private static final Identity API_SERVER = Identity.of("CN=api-server,O=system", AUTHORITY);
    private static final Identity KUBELET = Identity.of("CN=system:node:n,O=system:nodes", AUTHORITY);
    private static final Identity STRANGER = Identity.of("CN=api-server", OTHER);

    private Vertx vertx;
    private int port;
    private ClientCheck check;

    @BeforeEach
    void begin() {
        vertx = Vertx.vertx();
    }

    @AfterEach
    void end() throws Exception {
        wait(vertx.close());
    }

    @Test
    void everyoneIsAnsweredUnlessACertificateIsWanted() throws Exception {
        serve(ClientCertificates.NONE);

        assertThat(ask(null, null)).isEqualTo("200 judged");
        assertThat(ask(STRANGER, null)).isEqualTo("200 judged");
    }

    @Test
    void whoShowsNoCertificateIsToldThatOneIsNeeded() throws Exception {
        serve(new ClientCertificates(true, Set.of()));

        assertThat(ask(null, null)).startsWith("403 ").contains("a client certificate is needed");
    }

    @Test
    void everyCertificateOfTheAuthorityHoldsIfNoNamesAreGiven() throws Exception {
        serve(new ClientCertificates(true, Set.of()));

        assertThat(ask(API_SERVER, null)).isEqualTo("200 judged");
        assertThat(ask(KUBELET, null)).isEqualTo("200 judged");
    }

    @Test
    void onlyTheNamesThatAreGivenAreAnswered() throws Exception {
        serve(new ClientCertificates(true, Set.of("api-server")));

        assertThat(ask(API_SERVER, null)).isEqualTo("200 judged");
        assertThat(ask(KUBELET, null)).startsWith("403 ").contains("another name");
    }

    @Test
    void aCertificateOfAnotherAuthorityEndsTheHandshake() throws Exception {
        serve(new ClientCertificates(true, Set.of()));

        assertThatThrownBy(() -> ask(STRANGER, null)).isInstanceOf(ExecutionException.class);
    }

    @Test
    void theAuthorityCanChangeWhileTheServerRuns() throws Exception {
        serve(new ClientCertificates(true, Set.of()));
        check.authorities().take(OTHER.pem());

        assertThat(ask(STRANGER, null)).isEqualTo("200 judged");
        assertThatThrownBy(() -> ask(API_SERVER, null)).isInstanceOf(ExecutionException.class);
    }

    @Test
    void aBrokenAuthorityKeepsTheOneBefore() throws Exception {
        serve(new ClientCertificates(true, Set.of()));

        assertThatThrownBy(() -> check.authorities().take("nonsense")).isInstanceOf(GeneralSecurityException.class);
        assertThatThrownBy(() -> check.authorities().take("")).isInstanceOf(GeneralSecurityException.class);
        assertThat(ask(API_SERVER, null)).isEqualTo("200 judged");
    }

    @Test
    void noCertificateHoldsBeforeAnAuthorityIsKnown() {
        assertThatThrownBy(() -> new ClientAuthorities()
                        .checkClientTrusted(new X509Certificate[] {API_SERVER.certificate()}, "EC"))
                .isInstanceOf(CertificateException.class);
    }

    @Test
    void theProgramItselfNeedsNoneAndAGuessedSecretIsNone() throws Exception {
        serve(new ClientCertificates(true, Set.of("api-server")));

        assertThat(ask(null, check.secret())).isEqualTo("200 judged");
        assertThat(ask(null, "0".repeat(64))).startsWith("403 ");
    }

    private void serve(ClientCertificates clients) throws Exception {
        check = new ClientCheck(clients);
        if (clients.wanted()) {
            check.authorities().take(AUTHORITY.pem());
        }
        HttpServerOptions options = new HttpServerOptions()
                .setSsl(true)
                .setUseAlpn(true)
                .setKeyCertOptions(shown(Identity.of("CN=localhost", null)));
        check.customizeHttpsServer(options);
        Router router = Router.router(vertx);
        check.attend(router);
        router.route().handler(context -> context.response().end("judged"));
        port = wait(vertx.createHttpServer(options).requestHandler(router).listen(0, "127.0.0.1"))
                .actualPort();
    }

    private String ask(Identity client, String secret) throws Exception {
        HttpClientOptions options =
                new HttpClientOptions().setSsl(true).setTrustAll(true).setVerifyHost(false);
        if (client != null) {
            options.setKeyCertOptions(shown(client));
        }
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setPort(port)
                .setHost("127.0.0.1")
                .setURI("/validate");
        if (secret != null) {
            request.putHeader(ClientCheck.OWN, secret);
        }
        return wait(vertx.createHttpClient(options)
                .request(request)
                .compose(sent -> sent.send("review")
                        .compose(response -> response.body().map(body -> response.statusCode() + " " + body))));
    }

    private static PemKeyCertOptions shown(Identity identity) {
        return new PemKeyCertOptions()
                .addCertValue(Buffer.buffer(identity.pem()))
                .addKeyValue(Buffer.buffer(identity.keyPem()));
    }

    private static <T> T wait(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
