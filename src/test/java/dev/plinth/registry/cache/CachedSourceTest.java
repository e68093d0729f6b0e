package dev.plinth.registry.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.image.Descriptor;
import dev.plinth.image.MediaType;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.registry.settings.CacheSettings;
import dev.plinth.review.source.Deadline;
import dev.plinth.review.source.Exchange;
import dev.plinth.review.source.ImageSource;
import dev.plinth.review.source.RegistryListener;
import dev.plinth.review.source.Requester;
import dev.plinth.testing.images.Digests;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CachedSourceTest {

    private static final int IMAGES = 20_000;

    private final AtomicInteger reads = new AtomicInteger();
    private final CachedSource cached = new CachedSource(
            new Made(reads), CacheSettings.DEFAULT, CacheSettings.DOCUMENT_BYTES, RegistryListener.NONE);

    private static Exchange exchange() {
        return Exchange.of(Requester.OPERATOR, Deadline.after(Duration.ofMinutes(5)));
    }

    private static ImageReference reference(int number) {
        return ImageReference.parse("registry.corp/team" + number % 500 + "/app" + number + ":1." + number);
    }

    /** A configuration as builders write it: much of it is the same in every image, digests and commands are not. */
    private static byte[] config(int number) {
        Random random = new Random(number);
        StringBuilder json = new StringBuilder("{\"architecture\":\"amd64\",\"os\":\"linux\",\"history\":[");
        for (int i = 0; i < 22; i++) {
            json.append(i == 0 ? "" : ",")
                    .append(
                            "{\"created\":\"2026-08-05T01:04:15Z\",\"created_by\":\"RUN /bin/sh -c set -eux; apt-get update;"
                                    + " apt-get install -y --no-install-recommends ca-certificates tool")
                    .append(random.nextInt(1_000_000))
                    .append(" # buildkit\",\"comment\":\"buildkit.dockerfile.v0\"}");
        }
        json.append("],\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[")
                .append(digests(random, 9))
                .append("]}}");
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] manifest(int number) {
        Random random = new Random(-number);
        return ("{\"schemaVersion\":2,\"mediaType\":\"" + MediaType.OCI_MANIFEST + "\",\"layers\":["
                        + digests(random, 9).replace(",", ",\"" + MediaType.OCI_LAYER_GZIP + "\",") + "]}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String digests(Random random, int count) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < count; i++) {
            byte[] bytes = new byte[16];
            random.nextBytes(bytes);
            all.append(i == 0 ? "\"" : ",\"").append(Digests.sha256(bytes)).append('"');
        }
        return all.toString();
    }

    @Test
    void twentyThousandImagesStayWarmWithinTheirMemory() throws Exception {
        long before = used();
        for (int i = 0; i < IMAGES; i++) {
            read(i);
        }
        assertThat(reads).hasValue(2 * IMAGES);
        long took = used() - before;
        int again = 0;
        for (int i = 0; i < IMAGES; i++) {
            int soFar = reads.get();
            read(i);
            again += reads.get() > soFar ? 1 : 0;
        }
        System.out.printf("%d images: %d MiB of heap, %d read again%n", IMAGES, took >> 20, again);
        assertThat(again).isZero();
        assertThat(took).isLessThan(96L << 20);
    }

    private void read(int number) throws Exception {
        ImageReference reference = reference(number);
        ImageSource.Document document = cached.manifest(reference, exchange());
        assertThat(document.digest()).isEqualTo(Digests.sha256(document.bytes()));
        byte[] config = config(number);
        assertThat(cached.blob(
                        reference,
                        Descriptor.of(MediaType.OCI_CONFIG, Digests.sha256(config), config.length),
                        1 << 20,
                        exchange()))
                .hasSameSizeAs(config);
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Test
    void callersMayChangeWhatTheyGetWithoutChangingWhatOthersGet() throws Exception {
        ImageSource.Document first = cached.manifest(reference(1), exchange());
        ImageSource.Document second = cached.manifest(reference(1), exchange());
        second.bytes()[0] = 'X';
        assertThat(cached.manifest(reference(1), exchange()).bytes()).isEqualTo(manifest(1));
        assertThat(first.digest()).isEqualTo(second.digest());
    }

    /** Gives generated images and counts. */
    private record Made(AtomicInteger reads) implements ImageSource {

        private static int numberOf(ImageReference reference) {
            return Integer.parseInt(reference.repository().replaceAll(".*app", ""));
        }

        @Override
        public Document manifest(ImageReference reference, Exchange exchange) {
            reads.incrementAndGet();
            byte[] bytes = CachedSourceTest.manifest(numberOf(reference));
            return new Document(MediaType.OCI_MANIFEST, Digests.sha256(bytes), bytes);
        }

        @Override
        public Digest head(ImageReference reference, Exchange exchange) {
            return manifest(reference, exchange).digest();
        }

        @Override
        public byte[] blob(ImageReference repository, Descriptor descriptor, long limit, Exchange exchange) {
            reads.incrementAndGet();
            return config(numberOf(repository));
        }

        @Override
        public InputStream layer(ImageReference repository, Descriptor descriptor, Exchange exchange) {
            return new ByteArrayInputStream(new byte[0]);
        }

        @Override
        public List<Descriptor> referrers(ImageReference repository, Digest subject, Exchange exchange) {
            return List.of();
        }

        @Override
        public List<String> tags(ImageReference repository, Exchange exchange) {
            return List.of();
        }
    }
}
