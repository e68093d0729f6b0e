package dev.plinth.serving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.certificates.Authority;
import dev.plinth.certificates.KeyedCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;

class ServedKeyTest {

    private static final Instant NOW = Instant.now();
    private static final KeyedCertificate AUTHORITY = Authority.create(NOW);

    private static KeyedCertificate certificate() {
        return Authority.issue(AUTHORITY, List.of("a.b.svc"), NOW);
    }

    @Test
    void newKeyIsServedFromTheNextHandshakeOn() {
        KeyedCertificate first = certificate();
        KeyedCertificate second = certificate();
        ServedKey key = new ServedKey(first);
        String before = key.chooseEngineServerAlias("EC", null, null);

        key.serve(second);

        String after = key.chooseEngineServerAlias("EC", null, null);
        assertThat(key.getPrivateKey(String.valueOf(after))).isEqualTo(second.key());
        assertThat(key.getCertificateChain(String.valueOf(before)))
                .as("of a handshake that has begun")
                .containsExactly(first.certificate());
        assertThat(key.getPrivateKey(String.valueOf(before))).isEqualTo(first.key());
    }

    @Test
    void otherKindOfKeyIsNotOffered() {
        ServedKey key = new ServedKey(certificate());

        assertThat(key.chooseServerAlias("RSA", null, null)).isNull();
        assertThat(key.getServerAliases("RSA", null)).isEmpty();
        assertThat(key.getServerAliases("EC", null)).hasSize(1);
        assertThat(key.getPrivateKey("nobody's")).isNull();
        assertThat(key.getCertificateChain("nobody's")).isNull();
    }

    @Test
    void noHandshakeFailsWhileKeysChange() throws Exception {
        ServedKey key = new ServedKey(certificate());
        SSLContext server = SSLContext.getInstance("TLS");
        server.init(new KeyManager[] {key}, null, null);
        AtomicInteger shaken = new AtomicInteger();
        ConcurrentLinkedQueue<String> failed = new ConcurrentLinkedQueue<>();

        try (SSLServerSocket listening = (SSLServerSocket)
                server.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answer(listening));
            List<Thread> clients = List.of(
                    Thread.ofPlatform().start(() -> shake(listening, shaken, failed)),
                    Thread.ofPlatform().start(() -> shake(listening, shaken, failed)));
            while (clients.stream().anyMatch(Thread::isAlive)) {
                key.serve(certificate());
                // The server shakes one hand after the other: two more, and the one that met this change is over.
                int met = shaken.get() + failed.size() + 2;
                while (shaken.get() + failed.size() < met && clients.stream().anyMatch(Thread::isAlive)) {
                    Thread.sleep(1);
                }
            }
        }

        assertThat(failed).isEmpty();
        assertThat(shaken).hasValue(100);
    }

    private static void answer(SSLServerSocket listening) {
        while (true) {
            try (SSLSocket socket = (SSLSocket) listening.accept()) {
                socket.getOutputStream().write("x".getBytes(UTF_8));
            } catch (IOException e) {
                if (listening.isClosed()) {
                    return;
                }
            }
        }
    }

    /** A context of its own each time: nothing is resumed. */
    private static void shake(SSLServerSocket server, AtomicInteger shaken, ConcurrentLinkedQueue<String> failed) {
        for (int i = 0; i < 50; i++) {
            try (SSLSocket socket = (SSLSocket) trusting()
                    .getSocketFactory()
                    .createSocket(InetAddress.getLoopbackAddress(), server.getLocalPort())) {
                socket.startHandshake();
                assertThat(socket.getInputStream().read()).isEqualTo('x');
                shaken.incrementAndGet();
            } catch (Exception e) {
                failed.add(e.toString());
            }
        }
    }

    private static SSLContext trusting() throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null);
        X509Certificate authority = AUTHORITY.certificate();
        store.setCertificateEntry("authority", authority);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
