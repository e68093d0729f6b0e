package dev.plinth.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.base.Unavailable.Reason;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.registry.address.Resolver;
import dev.plinth.review.credentials.Keychain;
import dev.plinth.review.source.RegistryListener;
import dev.plinth.testing.images.ImageBuilder;
import dev.plinth.testing.images.TestImage;
import dev.plinth.testing.registry.FakeRegistry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Name servers that fail, hang, or belong to somebody hostile. */
class NamesTest {

    private static final TestImage IMAGE =
            ImageBuilder.scratch().layer(Map.of("etc/os-release", "ID=debian")).build();

    private static String document(int port) {
        return "registries: [{prefix: \"registry.corp:" + port
                + "\", plainHttp: true, allowPrivateAddresses: true}]\ncache: {tags: 0s, failures: 0s}\n";
    }

    @Test
    void unknownNameIsUnreachable() {
        Resolver nobody = name -> {
            throw new UnknownHostException(name);
        };
        try (Reading reading = Reading.of("", Keychain.ANONYMOUS, nobody, RegistryListener.NONE)) {
            assertThat(Reading.failure(() -> reading.manifest(ImageReference.parse("nowhere.example/x:1")))
                            .toString())
                    .isEqualTo("unavailable: unreachable (nowhere.example, the name is not known)");
        }
    }

    @Test
    void hangingNameServerEndsAtTheDeadline() {
        CountDownLatch never = new CountDownLatch(1);
        Resolver hanging = name -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new UnknownHostException(name);
        };
        try (Reading reading = Reading.of("", Keychain.ANONYMOUS, hanging, RegistryListener.NONE)) {
            assertThat(Reading.failure(() -> reading.images()
                                    .manifest(
                                            ImageReference.parse("slow.example/x:1"),
                                            Reading.within(Duration.ofMillis(300))))
                            .reason())
                    .isEqualTo(Reason.TIMED_OUT);
        }
    }

    @Test
    void hostileNamesThatHoldEveryLookUpDoNotTakeAKnownRegistryWithThem() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        Resolver resolver = name -> {
            if (name.endsWith(".evil.example")) {
                try {
                    released.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                throw new UnknownHostException(name);
            }
            return List.of(InetAddress.getByName("127.0.0.1"));
        };
        try (FakeRegistry registry = FakeRegistry.start();
                Reading reading =
                        Reading.of(document(registry.port()), Keychain.ANONYMOUS, resolver, RegistryListener.NONE);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            registry.push("x:1", IMAGE);
            ImageReference known = ImageReference.parse("registry.corp:" + registry.port() + "/x:1");
            reading.manifest(known);
            for (int i = 0; i < 100; i++) {
                ImageReference evil = ImageReference.parse("n" + i + ".evil.example/x:1");
                threads.submit(() ->
                        Reading.failure(() -> reading.images().manifest(evil, Reading.within(Duration.ofSeconds(2)))));
            }
            Thread.sleep(300);
            long start = System.nanoTime();
            assertThat(reading.manifest(known).digest()).isEqualTo(IMAGE.digest());
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
            released.countDown();
        }
    }
}
