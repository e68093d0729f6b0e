import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** A door before a plain server on loopback that lets in who has a certificate: PORT SERVER-PORT KEYS (ca.crt, mutual.crt, mutual.key). */
final class TlsDoor {

    public static void main(String[] args) throws Exception {
        Path keys = Path.of(args[2]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own(keys).getKeyManagers(), trusted(keys).getTrustManagers(), null);
        SSLServerSocket door = (SSLServerSocket) context.getServerSocketFactory()
                .createServerSocket(Integer.parseInt(args[0]), 64, InetAddress.getLoopbackAddress());
        door.setNeedClientAuth(true);
        while (true) {
            SSLSocket client = (SSLSocket) door.accept();
            Thread.ofVirtual().start(() -> through(client, Integer.parseInt(args[1])));
        }
    }

    private static void through(SSLSocket client, int port) {
        try (client) {
            client.startHandshake();
            try (Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
                Thread.ofVirtual().start(() -> copy(server, client));
                client.getInputStream().transferTo(server.getOutputStream());
            }
        } catch (java.io.IOException e) {
            // no certificate, or gone
        }
    }

    private static void copy(Socket from, Socket to) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (java.io.IOException e) {
            // gone
        }
    }

    private static KeyManagerFactory own(Path keys) throws Exception {
        String pem = Files.readString(keys.resolve("mutual.key")).replaceAll("-----[^-]*-----|\\s", "");
        PrivateKey key = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("own", key, new char[0], new Certificate[] {certificate(keys.resolve("mutual.crt"))});
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, new char[0]);
        return factory;
    }

    private static TrustManagerFactory trusted(Path keys) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("ca", certificate(keys.resolve("ca.crt")));
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory;
    }

    private static Certificate certificate(Path file) throws Exception {
        try (InputStream in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }
}
