import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;

/** What imitated registries have in common: how they serve, and what the documents of an image are. */
final class Served {

    static final String INDEX = "application/vnd.oci.image.index.v1+json";
    static final String IMAGE = "application/vnd.oci.image.manifest.v1+json";

    private Served() {}

    static void serve(int port, HttpHandler handler) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 1024);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", handler);
        server.start();
    }

    /** The media type of a document, by what it begins with. */
    static String typeOf(byte[] document) {
        String begin = new String(document, 0, Math.min(120, document.length), StandardCharsets.UTF_8);
        return begin.contains(INDEX) ? INDEX : begin.contains(IMAGE) ? IMAGE : "application/octet-stream";
    }

    /** A tar of one small file, gzipped. */
    static byte[] layer(String name) {
        byte[] tar = new byte[2048];
        byte[] file = name.getBytes(StandardCharsets.UTF_8);
        System.arraycopy("app".getBytes(StandardCharsets.UTF_8), 0, tar, 0, 3);
        System.arraycopy("0000644\0".getBytes(StandardCharsets.UTF_8), 0, tar, 100, 8);
        System.arraycopy(String.format("%011o\0", file.length).getBytes(StandardCharsets.UTF_8), 0, tar, 124, 12);
        System.arraycopy("00000000000\0".getBytes(StandardCharsets.UTF_8), 0, tar, 136, 12);
        java.util.Arrays.fill(tar, 148, 156, (byte) ' ');
        tar[156] = '0';
        System.arraycopy("ustar\00000".getBytes(StandardCharsets.UTF_8), 0, tar, 257, 8);
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += tar[i] & 0xff;
        }
        System.arraycopy(String.format("%06o\0 ", sum).getBytes(StandardCharsets.UTF_8), 0, tar, 148, 8);
        System.arraycopy(file, 0, tar, 512, file.length);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(tar);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }

    static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        send(exchange, status, type, body.getBytes(StandardCharsets.UTF_8));
    }

    static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head ? -1 : body.length);
        if (!head) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
