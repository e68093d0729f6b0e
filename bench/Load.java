import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Sends reviews over HTTP/2: URL CA-FILE REVIEW-FILE COUNT IMAGES IN-FLIGHT [RATE]. The word IMAGE in the review becomes one of so
 * many images in turn. Prints how many were answered 200, the rate, and the median, 99th percentile and slowest in milliseconds.
 */
final class Load {

    public static void main(String[] args) throws Exception {
        URI url = URI.create(args[0]);
        HttpClient client = HttpClient.newBuilder().sslContext(trusting(Path.of(args[1]))).build();
        String review = Files.readString(Path.of(args[2]));
        int count = Integer.parseInt(args[3]);
        int images = Integer.parseInt(args[4]);
        Semaphore slots = new Semaphore(Integer.parseInt(args[5]));
        double rate = args.length > 6 ? Double.parseDouble(args[6]) : 0;
        AtomicInteger good = new AtomicInteger();
        long[] took = new long[count];
        // The client's own beginnings are not to be measured.
        for (int i = 0; count >= 1000 && i < 300; i++) {
            client.send(request(url, review, i % images), HttpResponse.BodyHandlers.ofString());
        }
        long begun = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count; i++) {
                int number = i;
                if (rate > 0) {
                    long due = begun + (long) (i / rate * 1e9) - System.nanoTime();
                    if (due > 0) {
                        TimeUnit.NANOSECONDS.sleep(due);
                    }
                }
                slots.acquire();
                threads.execute(() -> {
                    long from = System.nanoTime();
                    try {
                        HttpRequest request = request(url, review, number % images);
                        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
                        if (response.statusCode() == 200 && response.body().contains("\"allowed\":")) {
                            good.incrementAndGet();
                        }
                    } catch (java.io.IOException | InterruptedException e) {
                        System.err.println(e);
                    } finally {
                        took[number] = System.nanoTime() - from;
                        slots.release();
                    }
                });
            }
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        Arrays.sort(took);
        System.out.printf(
                "answered=%d of=%d rate=%.0f/s p50=%.1fms p99=%.1fms max=%.1fms%n",
                good.get(), count, count / seconds, took[count / 2] / 1e6, took[(int) (count * 0.99)] / 1e6, took[count - 1] / 1e6);
    }

    private static HttpRequest request(URI url, String review, int image) {
        return HttpRequest.newBuilder(url)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(review.replace("IMAGE", "image-" + image)))
                .build();
    }

    private static SSLContext trusting(Path authority) throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(authority)) {
            trusted.setCertificateEntry("a", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
