import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A registry of as many images as are asked for: bench/NAME:TAG, each an index of one image. Counts what it is asked. */
final class Registry {

    private static final Pattern MANIFEST = Pattern.compile("/v2/(bench/[^/]+)/manifests/(.+)");
    private static final Pattern BLOB = Pattern.compile("/v2/(bench/[^/]+)/blobs/(.+)");
    private static final Map<String, byte[]> DOCUMENTS = new ConcurrentHashMap<>();
    private static final Map<String, String> TAGS = new ConcurrentHashMap<>();
    private static final AtomicLong COUNT = new AtomicLong();

    public static void main(String[] args) throws IOException {
        Served.serve(Integer.parseInt(args[0]), Registry::answer);
        System.out.println("registry on " + args[0]);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/count")) {
            Served.send(exchange, 200, "text/plain", Long.toString(COUNT.get()));
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
            Served.send(exchange, 404, "application/json", "{\"errors\":[]}");
            return;
        }
        Served.send(exchange, 200, Served.typeOf(document), document);
    }

    private static String make(String name) {
        byte[] layer = Served.layer(name);
        String layerDigest = keep(layer);
        String config = keep(("""
                {"architecture":"amd64","os":"linux","config":{"Env":["PATH=/usr/bin"],"Labels":{"name":"%s"}},\
                "rootfs":{"type":"layers","diff_ids":["%s"]},"history":[{"created_by":"COPY . /"}]}""")
                .formatted(name, "sha256:" + Served.sha256(name.getBytes(StandardCharsets.UTF_8)))
                .getBytes(StandardCharsets.UTF_8));
        int configSize = DOCUMENTS.get(config).length;
        String image = keep(("""
                {"schemaVersion":2,"mediaType":"%s","config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"%s",\
                "size":%d},"layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar+gzip","digest":"%s","size":%d}]}""")
                .formatted(Served.IMAGE, config, configSize, layerDigest, layer.length)
                .getBytes(StandardCharsets.UTF_8));
        return keep(("""
                {"schemaVersion":2,"mediaType":"%s","manifests":[{"mediaType":"%s","digest":"%s","size":%d,\
                "platform":{"os":"linux","architecture":"amd64"}}]}""")
                .formatted(Served.INDEX, Served.IMAGE, image, DOCUMENTS.get(image).length)
                .getBytes(StandardCharsets.UTF_8));
    }

    private static String keep(byte[] document) {
        String digest = "sha256:" + Served.sha256(document);
        DOCUMENTS.put(digest, document);
        return digest;
    }
}
