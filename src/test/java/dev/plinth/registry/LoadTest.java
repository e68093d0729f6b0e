package dev.plinth.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.base.Unavailable;
import dev.plinth.base.Unavailable.Reason;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.registry.address.Resolver;
import dev.plinth.review.credentials.Keychain;
import dev.plinth.review.source.Deadline;
import dev.plinth.review.source.Exchange;
import dev.plinth.review.source.RegistryListener;
import dev.plinth.review.source.Requester;
import dev.plinth.review.source.UnavailableException;
import dev.plinth.testing.images.ImageBuilder;
import dev.plinth.testing.images.IndexBuilder;
import dev.plinth.testing.images.TestImage;
import dev.plinth.testing.registry.FakeRegistry;
import dev.plinth.testing.registry.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many who ask at once, and registries that hang, limit or are away. */
class LoadTest {

    private static final TestImage IMAGE = image(0);

    private final FakeRegistry registry = FakeRegistry.start();
    private final FakeRegistry healthy = FakeRegistry.start();

    @AfterEach
    void stop() {
        registry.close();
        healthy.close();
    }

    private static TestImage image(int number) {
        return ImageBuilder.scratch().layer(Map.of("app", "x" + number)).build();
    }

    private Reading reading() {
        return Reading.plainly(Keychain.ANONYMOUS, registry.host(), healthy.host());
    }

    private static <T> List<T> all(int count, java.util.function.IntFunction<Callable<T>> work) throws Exception {
        List<Future<T>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count; i++) {
                running.add(threads.submit(work.apply(i)));
            }
        }
        List<T> results = new ArrayList<>();
        for (Future<T> one : running) {
            results.add(one.get());
        }
        return results;
    }

    private static String outcome(Callable<?> read) throws Exception {
        try {
            read.call();
            return "read";
        } catch (UnavailableException e) {
            return e.unavailable().reason().label();
        }
    }

    @Test
    void fiftyEqualPodsCostOneFetchOfEachDocument() throws Exception {
        registry.push("shop/cart:1", IndexBuilder.of(IMAGE).build());
        registry.latency(Duration.ofMillis(20));
        try (Reading reading = reading()) {
            List<?> read = all(
                    50, _ -> () -> ImageRead.read(reading.images(), registry.reference("shop/cart:1"), Reading.soon()));
            assertThat(read).allMatch(IMAGE.configDigest()::equals);
            assertThat(registry.count()).isEqualTo(3);
        }
    }

    @Test
    void manyImagesAtOnceAreReadInTimeAndNeverMoreThanTheSlots() throws Exception {
        int pods = 110;
        for (int i = 0; i < pods; i++) {
            registry.push("shop/app" + i + ":1", IndexBuilder.of(image(i)).build());
        }
        registry.latency(Duration.ofMillis(100));
        try (Reading reading = reading()) {
            long start = System.nanoTime();
            List<Integer> costs = all(pods, i -> () -> {
                Exchange exchange = Reading.within(Duration.ofSeconds(10));
                ImageRead.read(reading.images(), registry.reference("shop/app" + i + ":1"), exchange);
                return exchange.cost().get();
            });
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            assertThat(costs).allMatch(cost -> cost <= 3);
            assertThat(took).isLessThan(Duration.ofSeconds(10));
            assertThat(registry.mostInFlight()).isLessThanOrEqualTo(16);
            assertThat(registry.connections()).isLessThanOrEqualTo(20);
        }
    }

    @Test
    void hangingRegistryIsAnsweredAtTheDeadlineAndHoldsNoMoreThanItsSlots() throws Exception {
        registry.push("shop/cart:1", IMAGE);
        healthy.push("shop/cart:1", IMAGE);
        registry.fault("/v2/", Fault.hang());
        try (Reading reading = reading()) {
            long start = System.nanoTime();
            List<String> outcomes = all(
                    100,
                    i -> () -> outcome(() -> reading.images()
                            .manifest(
                                    registry.reference("shop/app" + i + ":1"),
                                    Reading.within(Duration.ofMillis(1_200)))));
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            assertThat(outcomes).allMatch(outcome -> outcome.equals("timed-out") || outcome.equals("unreachable"));
            assertThat(took).isLessThan(Duration.ofMillis(2_500));
            // The registry notices a moment later that a connection was given up.
            assertThat(registry.mostInFlight()).isLessThanOrEqualTo(20);
            assertThat(ImageRead.read(reading.images(), healthy.reference("shop/cart:1"), Reading.soon()))
                    .isEqualTo(IMAGE.configDigest());
        }
    }

    @Test
    void lookUpsThatNobodyAwaitsLeaveHalfOfTheSlots() throws Exception {
        registry.push("shop/cart:1", IMAGE);
        registry.fault(
                request -> request.path().contains("/slow"), Integer.MAX_VALUE, Fault.delay(Duration.ofSeconds(4)));
        try (Reading reading = reading();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            AtomicInteger timedOut = new AtomicInteger();
            for (int i = 0; i < 16; i++) {
                int number = i;
                threads.submit(() -> {
                    Exchange lingering = Exchange.lingering(Requester.OPERATOR, Deadline.after(Duration.ofMillis(500)));
                    String outcome = outcome(
                            () -> reading.images().manifest(registry.reference("slow/app" + number + ":1"), lingering));
                    if (outcome.equals("timed-out")) {
                        timedOut.incrementAndGet();
                    }
                    return outcome;
                });
            }
            Thread.sleep(1_000);
            // All sixteen slots were taken; eight have been given up when nobody waited any more.
            assertThat(timedOut).hasValue(8);
            long start = System.nanoTime();
            assertThat(reading.images()
                            .manifest(registry.reference("shop/cart:1"), Reading.within(Duration.ofSeconds(1)))
                            .digest())
                    .isEqualTo(IMAGE.digest());
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(500));
        }
    }

    @Test
    void circuitOpensOnFailuresToConnectAndClosesWithASuccess() throws Exception {
        List<String> heard = new ArrayList<>();
        AtomicInteger exchanges = new AtomicInteger();
        RegistryListener listener = new RegistryListener() {
            @Override
            public void exchanged(String host, String operation, String status, Duration duration) {
                exchanges.incrementAndGet();
            }

            @Override
            public void circuit(String host, boolean open) {
                heard.add(open ? "open" : "closed");
            }
        };
        registry.push("shop/cart:1", IMAGE);
        try (Reading reading = Reading.of(
                Reading.plain(registry.host()) + "cache: {failures: 0s}\n",
                Keychain.ANONYMOUS,
                Resolver.SYSTEM,
                listener)) {
            registry.fault("/v2/", Fault.closed());
            Unavailable why = Unavailable.of(Reason.NOT_FOUND, null, "");
            for (int i = 0; i < 4; i++) {
                why = Reading.failure(() -> reading.manifest(registry.reference("shop/cart:1")));
            }
            assertThat(why.toString())
                    .startsWith("unavailable: unreachable (" + registry.host() + ", not asked for ")
                    .endsWith(" s after 5 failures in a row)");
            assertThat(registry.count()).isEqualTo(5);
            registry.heal();
            Reading.failure(() -> reading.manifest(registry.reference("shop/cart:1")));
            assertThat(registry.count()).isEqualTo(5);
            Thread.sleep(5_100);
            assertThat(reading.manifest(registry.reference("shop/cart:1")).digest())
                    .isEqualTo(IMAGE.digest());
            assertThat(heard).containsExactly("open", "closed");
            // What the circuit refused is no exchange: measuring is innermost.
            assertThat(exchanges).hasValue(6);
        }
    }

    @Test
    void answersAboutSingleImagesNeverOpenACircuit() throws Exception {
        registry.push("shop/cart:1", IMAGE);
        try (Reading reading = reading()) {
            for (int status : new int[] {404, 403, 500, 503}) {
                registry.fault("/bad", Fault.status(status));
                for (int i = 0; i < 8; i++) {
                    ImageReference bad = registry.reference("bad" + status + "/app" + i + ":1");
                    Reading.failure(() -> reading.manifest(bad));
                }
                registry.heal();
            }
            assertThat(reading.manifest(registry.reference("shop/cart:1")).digest())
                    .isEqualTo(IMAGE.digest());
        }
    }

    @Test
    void retryAfterStopsTheHostAndTheTextSaysForHowLong() throws Exception {
        registry.push("shop/cart:1", IMAGE);
        registry.push("shop/tool:1", IMAGE);
        try (Reading reading = reading()) {
            registry.fault(_ -> true, 1, Fault.status(429, "Retry-After", "42"));
            assertThat(Reading.failure(() -> reading.manifest(registry.reference("shop/cart:1")))
                            .toString())
                    .isEqualTo("unavailable: rate-limited (" + registry.host() + ", retry after 42 s)");
            Unavailable second = Reading.failure(() -> reading.manifest(registry.reference("shop/tool:1")));
            assertThat(second.reason()).isEqualTo(Reason.RATE_LIMITED);
            assertThat(second.retryAfter()).isBetween(Duration.ofSeconds(40), Duration.ofSeconds(42));
            assertThat(registry.count()).isEqualTo(1);
        }
    }

    @Test
    void shortRetryAfterIsWaitedForWithinTheDeadline() throws Exception {
        registry.push("shop/cart:1", IMAGE);
        registry.fault(_ -> true, 1, Fault.status(429, "Retry-After", "1"));
        try (Reading reading = reading()) {
            assertThat(reading.manifest(registry.reference("shop/cart:1")).digest())
                    .isEqualTo(IMAGE.digest());
        }
    }

    @Test
    void lastOfABudgetIsKeptForThoseWhoWait() throws Exception {
        registry.push("shop/cart:1", IMAGE);
        registry.push("shop/tool:1", IMAGE);
        registry.fault(
                "/manifests/",
                Fault.changed(usual ->
                        usual.with("ratelimit-limit", "100;w=21600").with("ratelimit-remaining", "7;w=21600")));
        try (Reading reading = reading()) {
            reading.manifest(registry.reference("shop/cart:1"));
            Exchange unawaited = new Exchange(
                    Requester.OPERATOR,
                    Deadline.after(Duration.ofSeconds(3)),
                    Deadline.after(Duration.ZERO),
                    new AtomicInteger(),
                    new java.util.concurrent.CompletableFuture<>());
            assertThat(Reading.failure(() -> reading.images().manifest(registry.reference("shop/tool:1"), unawaited))
                            .reason())
                    .isEqualTo(Reason.RATE_LIMITED);
            assertThat(reading.manifest(registry.reference("shop/tool:1")).digest())
                    .isEqualTo(IMAGE.digest());
        }
    }

    @Test
    void failuresAreRememberedBrieflyAndTimeoutsNot() throws Exception {
        try (Reading reading = reading()) {
            for (int i = 0; i < 3; i++) {
                Reading.failure(() -> reading.manifest(registry.reference("shop/gone:1")));
            }
            assertThat(registry.count()).isEqualTo(1);
            registry.push("shop/cart:1", IMAGE);
            registry.fault(_ -> true, 1, Fault.hang());
            Reading.failure(() -> reading.images()
                    .manifest(registry.reference("shop/cart:1"), Reading.within(Duration.ofMillis(300))));
            assertThat(reading.manifest(registry.reference("shop/cart:1")).digest())
                    .isEqualTo(IMAGE.digest());
        }
    }

    @Test
    void whoHasMoreTimeGoesOnWhenTheFirstOneGivesUp() throws Exception {
        registry.push("shop/cart:1", IMAGE);
        registry.fault(_ -> true, 1, Fault.delay(Duration.ofSeconds(3)));
        try (Reading reading = reading()) {
            List<String> outcomes = all(2, i -> () -> {
                Thread.sleep(i * 100L);
                Duration time = i == 0 ? Duration.ofMillis(500) : Duration.ofSeconds(5);
                return outcome(
                        () -> reading.images().manifest(registry.reference("shop/cart:1"), Reading.within(time)));
            });
            assertThat(outcomes).containsExactly("timed-out", "read");
        }
    }

    @Test
    void thousandHungLookUpsLeaveNeitherConnectionsNorSlots() throws Exception {
        registry.push("shop/cart:1", IMAGE);
        registry.fault("/hung", Fault.hang());
        try (Reading reading = reading()) {
            all(
                    1_000,
                    i -> () -> outcome(() -> reading.images()
                            .manifest(
                                    registry.reference("hung/app" + i + ":1"),
                                    Reading.within(Duration.ofMillis(400)))));
            Thread.sleep(300);
            assertThat(registry.openConnections()).isLessThanOrEqualTo(16);
            assertThat(reading.manifest(registry.reference("shop/cart:1")).digest())
                    .isEqualTo(IMAGE.digest());
        }
    }
}
