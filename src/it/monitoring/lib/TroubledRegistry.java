import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

/** Three registries in trouble, a port each: LIMITING answers 429, DOWN answers 503, SLOW does not answer within any webhook's time. */
final class TroubledRegistry {

    private static final long LONGER_THAN_ANYBODY_WAITS = 60_000;

    private interface Answer {
        void to(HttpExchange exchange) throws IOException, InterruptedException;
    }

    public static void main(String[] args) throws IOException {
        serve(args[0], exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "42");
            exchange.sendResponseHeaders(429, -1);
        });
        serve(args[1], exchange -> exchange.sendResponseHeaders(503, -1));
        serve(args[2], exchange -> {
            Thread.sleep(LONGER_THAN_ANYBODY_WAITS);
            exchange.sendResponseHeaders(404, -1);
        });
    }

    private static void serve(String port, Answer answer) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", Integer.parseInt(port)), 64);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            try (exchange) {
                answer.to(exchange);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
    }
}
