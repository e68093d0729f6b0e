import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The other half of a registry's Bearer authentication, as the distribution project specifies it, for one user.
 *
 * <p>Run as a source file: {@code java TokenServer.java ADDRESS PORT KEY.pem CERTIFICATE.pem USER:PASSWORD [TLS.p12]}. The
 * user may do everything; anybody may pull repositories below {@code public/}; wrong credentials get 401. With a key store,
 * whose password is {@code plinth}, it speaks HTTPS.
 */
final class TokenServer {
    private static final int LIFETIME_SECONDS = 300;

    private final PrivateKey key;
    private final String certificate;
    private final String credentials;

    private TokenServer(PrivateKey key, String certificate, String credentials) {
        this.key = key;
        this.certificate = certificate;
        this.credentials = credentials;
    }

    public static void main(String[] args) throws Exception {
        var key = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pem(args[2])));
        var certificate = Base64.getEncoder().encodeToString(pem(args[3]));
        var tokens = new TokenServer(key, certificate, args[4]);
        var address = new InetSocketAddress(args[0], Integer.parseInt(args[1]));
        var server = args.length > 5 ? https(address, args[5]) : HttpServer.create(address, 0);
        server.createContext("/token", tokens::answer);
        server.start();
    }

    private static HttpServer https(InetSocketAddress address, String file) throws Exception {
        var password = "plinth".toCharArray();
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(KeyStore.getInstance(Path.of(file).toFile(), password), password);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        var server = HttpsServer.create(address, 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return server;
    }

    private static byte[] pem(String file) throws IOException {
        var text = Files.readString(Path.of(file)).replaceAll("-----[^-]+-----", "");
        return Base64.getMimeDecoder().decode(text);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var header = exchange.getRequestHeaders().getFirst("Authorization");
            var anonymous = header == null;
            if (!anonymous && !header.equals("Basic " + base64(credentials))) {
                respond(exchange, 401, "{\"details\":\"wrong user or password\"}");
                return;
            }
            var service = "";
            var access = new ArrayList<String>();
            for (var parameter : parameters(exchange)) {
                if (parameter.startsWith("service=")) {
                    service = parameter.substring("service=".length());
                } else if (parameter.startsWith("scope=")) {
                    for (var scope : parameter.substring("scope=".length()).split(" ")) {
                        grant(scope, anonymous, access);
                    }
                }
            }
            var token = token(service, anonymous ? "" : credentials.split(":", 2)[0], access);
            respond(exchange, 200, """
                    {"token":"%s","access_token":"%s","expires_in":%d,"issued_at":"%s"}"""
                    .formatted(token, token, LIFETIME_SECONDS, Instant.now()));
        } catch (Exception defect) {
            System.err.println("no answer: " + defect);
            throw new IOException(defect);
        }
    }

    private static List<String> parameters(HttpExchange exchange) {
        var query = exchange.getRequestURI().getRawQuery();
        if (query == null) {
            return List.of();
        }
        return List.of(query.split("&")).stream()
                .map(part -> URLDecoder.decode(part, StandardCharsets.UTF_8))
                .toList();
    }

    /** A scope reads {@code repository:NAME:ACTIONS}, where NAME may hold colons of a port. */
    private static void grant(String scope, boolean anonymous, List<String> access) {
        var first = scope.indexOf(':');
        var last = scope.lastIndexOf(':');
        if (first < 0 || first == last) {
            return;
        }
        var name = scope.substring(first + 1, last);
        var actions = anonymous
                ? (name.startsWith("public/") ? List.of("pull") : List.<String>of())
                : List.of(scope.substring(last + 1).split(","));
        if (!actions.isEmpty()) {
            access.add("{\"type\":\"%s\",\"name\":\"%s\",\"actions\":[\"%s\"]}"
                    .formatted(scope.substring(0, first), name, String.join("\",\"", actions)));
        }
    }

    private String token(String service, String user, List<String> access) throws Exception {
        var now = Instant.now().getEpochSecond();
        var header = "{\"typ\":\"JWT\",\"alg\":\"RS256\",\"x5c\":[\"%s\"]}".formatted(certificate);
        var claims = """
                {"iss":"plinth-it-tokens","sub":"%s","aud":"%s","exp":%d,"nbf":%d,"iat":%d,"jti":"%s","access":[%s]}"""
                .formatted(user, service, now + LIFETIME_SECONDS, now - 10, now, UUID.randomUUID(), String.join(",", access));
        var signed = base64url(header.getBytes(StandardCharsets.UTF_8)) + "."
                + base64url(claims.getBytes(StandardCharsets.UTF_8));
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key);
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + base64url(signature.sign());
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static void respond(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
