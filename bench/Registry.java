import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/** A registry of as many images as are asked for: bench/NAME:TAG, each an index of one image. Counts what it is asked. */
final class Registry {

    private static final Pattern MANIFEST = Pattern.compile("/v2/(bench/[^/]+)/manifests/(.+)");
    private static final Pattern BLOB = Pattern.compile("/v2/(bench/[^/]+)/blobs/(.+)");
    private static final Map<String, byte[]> DOCUMENTS = new ConcurrentHashMap<>();
    private static final Map<String, String> TAGS = new ConcurrentHashMap<>();
    private static final AtomicLong COUNT = new AtomicLong();
    private static final String INDEX = "application/vnd.oci.image.index.v1+json";
    private static final String IMAGE = "application/vnd.oci.image.manifest.v1+json";

    public static void main(String[] args) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", Integer.parseInt(args[0])), 1024);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", Registry::answer);
        server.start();
        System.out.println("registry on " + server.getAddress());
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/count")) {
            send(exchange, 200, "text/plain", Long.toString(COUNT.get()).getBytes(StandardCharsets.UTF_8));
            return;
        }
        COUNT.incrementAndGet();
        Matcher manifest = MANIFEST.matcher(path);
        Matcher blob = BLOB.matcher(path);
        byte[] document = null;
        if (manifest.matches()) {
            String wanted = manifest.group(2);
            String digest = wanted.startsWith("sha256:")
                    ? wanted
                    : TAGS.computeIfAbsent(manifest.group(1) + ":" + wanted, Registry::make);
            document = DOCUMENTS.get(digest);
        } else if (blob.matches()) {
            document = DOCUMENTS.get(blob.group(2));
        }
        if (document == null) {
            send(exchange, 404, "application/json", "{\"errors\":[]}".getBytes(StandardCharsets.UTF_8));
            return;
        }
        String text = new String(document, 0, Math.min(120, document.length), StandardCharsets.UTF_8);
        send(exchange, 200, text.contains(INDEX) ? INDEX : text.contains(IMAGE) ? IMAGE : "application/octet-stream", document);
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head ? -1 : body.length);
        if (!head) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private static String make(String name) {
        byte[] layer = layer(name);
        String layerDigest = keep(layer);
        String config = keep(("""
                {"architecture":"amd64","os":"linux","config":{"Env":["PATH=/usr/bin"],"Labels":{"name":"%s"}},\
                "rootfs":{"type":"layers","diff_ids":["%s"]},"history":[{"created_by":"COPY . /"}]}""")
                .formatted(name, "sha256:" + sha256(name.getBytes(StandardCharsets.UTF_8)))
                .getBytes(StandardCharsets.UTF_8));
        int configSize = DOCUMENTS.get(config).length;
        String image = keep(("""
                {"schemaVersion":2,"mediaType":"%s","config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"%s",\
                "size":%d},"layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar+gzip","digest":"%s","size":%d}]}""")
                .formatted(IMAGE, config, configSize, layerDigest, layer.length)
                .getBytes(StandardCharsets.UTF_8));
        return keep(("""
                {"schemaVersion":2,"mediaType":"%s","manifests":[{"mediaType":"%s","digest":"%s","size":%d,\
                "platform":{"os":"linux","architecture":"amd64"}}]}""")
                .formatted(INDEX, IMAGE, image, DOCUMENTS.get(image).length)
                .getBytes(StandardCharsets.UTF_8));
    }

    /** A tar of one small file, gzipped. */
    private static byte[] layer(String name) {
        byte[] tar = new byte[2048];
        byte[] file = name.getBytes(StandardCharsets.UTF_8);
        System.arraycopy("app".getBytes(StandardCharsets.UTF_8), 0, tar, 0, 3);
        System.arraycopy("0000644\0" .getBytes(StandardCharsets.UTF_8), 0, tar, 100, 8);
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

    private static String keep(byte[] document) {
        String digest = "sha256:" + sha256(document);
        DOCUMENTS.put(digest, document);
        return digest;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
