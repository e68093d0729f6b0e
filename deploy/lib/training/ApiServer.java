import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * As much of a Kubernetes API server as the program has to meet for the classes of a start in a cluster to be known: PORT KEYSTORE FOLDER.
 * It keeps whatever it is given by path, lists what is kept, begins each watch and lets nothing happen in it. FOLDER has objects to
 * begin with, in files whose names are their paths with `__` for `/`. `/ca` tells the CA of the program's own certificate.
 */
final class ApiServer {

    private static final Pattern NAME = Pattern.compile("\"metadata\"\\s*:\\s*\\{[^{}]*?\"name\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern CA = Pattern.compile("\"ca\\.crt\"\\s*:\\s*\"([^\"]+)\"");
    private static final String MISSING =
            "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"reason\":\"NotFound\",\"code\":404}";

    private static final Map<String, String> OBJECTS = new ConcurrentHashMap<>();

    private ApiServer() {}

    public static void main(String[] args) throws Exception {
        try (var files = Files.list(Path.of(args[2]))) {
            for (Path file : files.toList()) {
                OBJECTS.put("/" + file.getFileName().toString().replace("__", "/"), Files.readString(file));
            }
        }
        KeyStore store = KeyStore.getInstance(Path.of(args[1]).toFile(), "training".toCharArray());
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, "training".toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress("127.0.0.1", Integer.parseInt(args[0])), 64);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", ApiServer::answer);
        server.start();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (query.contains("watch=true")) {
            watch(exchange);
            return;
        }
        switch (exchange.getRequestMethod()) {
            case "GET" -> {
                if (path.equals("/ca")) {
                    send(exchange, 200, authority());
                } else if (OBJECTS.containsKey(path)) {
                    send(exchange, 200, OBJECTS.get(path));
                } else if (collection(path)) {
                    send(exchange, 200, list(path));
                } else {
                    send(exchange, 404, MISSING);
                }
            }
            case "POST" -> {
                Matcher name = NAME.matcher(body);
                OBJECTS.put(path + "/" + (name.find() ? name.group(1) : "unnamed"), body);
                send(exchange, 201, body);
            }
            case "PUT" -> {
                OBJECTS.put(path, body);
                send(exchange, 200, body);
            }
            // What a patch makes of it is nobody's interest here.
            default -> send(exchange, OBJECTS.containsKey(path) ? 200 : 404, OBJECTS.getOrDefault(path, MISSING));
        }
    }

    /** Paths of single objects have a name behind the plural. */
    private static boolean collection(String path) {
        String below = path.replaceFirst("^/(api/v1|apis/[^/]+/[^/]+)/", "").replaceFirst("^namespaces/[^/]+/(?=.)", "");
        return !below.contains("/");
    }

    private static String list(String path) {
        String plural = path.substring(path.lastIndexOf('/') + 1);
        // Also those of all namespaces.
        Pattern of = Pattern.compile(path.contains("/namespaces/")
                ? Pattern.quote(path) + "/[^/]+"
                : Pattern.quote(path.substring(0, path.length() - plural.length())) + "(namespaces/[^/]+/)?" + plural + "/[^/]+");
        Map<String, String> found = new TreeMap<>();
        OBJECTS.forEach((name, object) -> {
            if (of.matcher(name).matches()) {
                found.put(name, object);
            }
        });
        return "{\"kind\":\"List\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"1\"},\"items\":["
                + String.join(",", found.values()) + "]}";
    }

    private static String authority() {
        for (Map.Entry<String, String> object : OBJECTS.entrySet()) {
            Matcher ca = CA.matcher(object.getValue());
            if (object.getKey().contains("/secrets/") && ca.find()) {
                return new String(Base64.getDecoder().decode(ca.group(1)), StandardCharsets.UTF_8);
            }
        }
        return "";
    }

    private static void watch(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().flush();
        try {
            Thread.sleep(600_000);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
