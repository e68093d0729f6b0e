package dev.plinth.faults;

import dev.plinth.faults.RunningProgram.Answer;
import dev.plinth.testing.images.ImageBuilder;
import dev.plinth.testing.images.IndexBuilder;
import dev.plinth.testing.images.TestImage;
import dev.plinth.testing.registry.FakeRegistry;
import dev.plinth.testing.registry.Fault;
import dev.plinth.testing.registry.Received;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * What many pods at once cost the running webhook and its registries; every line has a figure and what it should be. The exit code is 1 if
 * one is not reached.
 */
public final class ManyAtOnce implements AutoCloseable {

    private static final String POLICY = """
            apiVersion: plinth.dev/v1
            kind: BaseImagePolicy
            mode: enforce
            onUnavailable: warn
            rules: [{name: nothing-at-all, require: {imageSize: {atMost: 1}}}]
            """;
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final int SLOTS = 16;

    private final FakeRegistry registry = FakeRegistry.start();
    private final FakeRegistry hung = FakeRegistry.start();

    /** Hanging too, and not yet given a pause when it is asked. */
    private final FakeRegistry another = FakeRegistry.start();

    private final TestImage base = base();
    private final RunningProgram program;
    private boolean good = true;

    private ManyAtOnce(Path jar) throws Exception {
        String registries = "apiVersion: plinth.dev/v1\nkind: RegistryConfig\ncache: {tags: 1h}\nregistries:\n"
                + entry(registry) + entry(hung) + entry(another);
        program = RunningProgram.start(jar, Files.createTempDirectory("plinth-many"), POLICY, registries);
        hung.fault("/v2/", Fault.hang());
        another.fault("/v2/", Fault.hang());
    }

    /** The packaged program, and which parts; all without one. */
    public static void main(String[] args) throws Exception {
        List<String> parts = List.of(args).subList(1, args.length);
        try (ManyAtOnce many = new ManyAtOnce(Path.of(args[0]))) {
            many.beginnings();
            Map<String, Part> all = Map.of(
                    "equal", many::equalPods,
                    "distinct", many::distinctImages,
                    "warm", many::warm,
                    "hanging", many::hanging,
                    "others", many::others,
                    "thousand", many::thousandHung,
                    "memory", many::memory);
            for (String part : parts.isEmpty()
                    ? List.of("equal", "distinct", "warm", "hanging", "others", "thousand", "memory")
                    : parts) {
                all.get(part).run();
            }
            System.exit(many.good ? 0 : 1);
        }
    }

    private interface Part {
        void run() throws Exception;
    }

    private static String entry(FakeRegistry registry) {
        return "  - {prefix: \"" + registry.host() + "\", plainHttp: true, allowPrivateAddresses: true}\n";
    }

    /** Of the size that published images have: some layers, a history, an environment. */
    private static TestImage base() {
        ImageBuilder builder = ImageBuilder.scratch();
        for (int i = 0; i < 7; i++) {
            builder.layer(
                    Map.of("usr/lib/part" + i, "content " + i),
                    "RUN /bin/sh -c set -eux; apt-get update; " + "apt-get install -y --no-install-recommends package-"
                            + i + " ; rm -rf /var/lib/apt/lists/* # buildkit");
            builder.env("VARIABLE_" + i, "/usr/local/some/directory/of/number/" + i);
            builder.label("org.example.label-" + i, "what somebody thought worth saying, number " + i);
        }
        return builder.build();
    }

    private TestImage push(FakeRegistry where, String name) {
        TestImage image = ImageBuilder.from(base).layer(Map.of("app/run", name)).build();
        where.push(name, IndexBuilder.of(image).build());
        return image;
    }

    private void says(String what, String figure, String wanted, boolean reached) {
        good &= reached;
        System.out.printf("%-78s %-34s %s%s%n", what, figure, wanted, reached ? "" : "   NOT REACHED");
    }

    private Answer ask(FakeRegistry where, String name, Duration timeout) throws Exception {
        return program.review(where.host() + "/" + name, timeout);
    }

    private static <T> List<T> all(int count, IntFunction<java.util.concurrent.Callable<T>> work) throws Exception {
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

    private static long millis(List<Answer> answers, double share) {
        List<Long> sorted = answers.stream()
                .map(answer -> answer.took().toMillis())
                .sorted()
                .toList();
        return sorted.get(Math.min(sorted.size() - 1, (int) (sorted.size() * share)));
    }

    private static boolean areRead(List<Answer> answers) {
        return answers.stream().allMatch(answer -> answer.outcome().equals("denied"));
    }

    /** Loading classes, here and there, is not what is measured. */
    private void beginnings() throws Exception {
        for (int round = 0; round < 3; round++) {
            int number = round;
            for (int i = 0; i < 40; i++) {
                push(registry, "begin/app" + round + "x" + i + ":1");
            }
            all(40, i -> () -> ask(registry, "begin/app" + number + "x" + i + ":1", LONG));
        }
    }

    private void equalPods() throws Exception {
        push(registry, "equal/cart:1");
        registry.clearLog();
        registry.latency(Duration.ofMillis(20));
        List<Answer> answers = all(50, _ -> () -> ask(registry, "equal/cart:1", LONG));
        registry.latency(Duration.ZERO);
        Map<String, Long> fetches =
                registry.log().stream().collect(Collectors.groupingBy(Received::path, Collectors.counting()));
        long most = fetches.values().stream().mapToLong(Long::longValue).max().orElse(0);
        says(
                "50 equal new pods at once: fetches of each of " + fetches.size() + " documents",
                "" + most,
                "1",
                areRead(answers) && most == 1 && fetches.size() == 3);
    }

    private void distinctImages() throws Exception {
        for (int i = 0; i < 110; i++) {
            push(registry, "distinct/app" + i + ":1");
        }
        registry.clearLog();
        registry.latency(Duration.ofMillis(100));
        List<Answer> answers = all(110, i -> () -> ask(registry, "distinct/app" + i + ":1", LONG));
        registry.latency(Duration.ZERO);
        Map<String, Long> exchanges = registry.log().stream()
                .collect(Collectors.groupingBy(
                        request -> request.path().replaceAll("(/app\\d+)/.*", "$1"), Collectors.counting()));
        long most = exchanges.values().stream().mapToLong(Long::longValue).max().orElse(0);
        long inTime = answers.stream()
                .filter(answer -> answer.took().compareTo(LONG) < 0)
                .count();
        says(
                "110 distinct images at once, cold, 100 ms a request: answered within 10 s",
                "%d of 110, the last after %d ms".formatted(inTime, millis(answers, 1)),
                "110",
                areRead(answers) && inTime == 110);
        says("  exchanges of one image", "" + most, "at most 3", most <= 3);
        says(
                "  in flight at the host at once",
                "" + registry.mostInFlight(),
                "at most " + SLOTS,
                registry.mostInFlight() <= SLOTS);
    }

    private void hanging() throws Exception {
        Duration timeout = Duration.ofSeconds(3);
        List<Answer> answers = all(100, i -> () -> ask(hung, "hanging/app" + i + ":1", timeout));
        long inTime = answers.stream()
                .filter(answer -> answer.took().compareTo(timeout) < 0)
                .filter(answer -> List.of("timed-out", "unreachable").contains(answer.outcome()))
                .count();
        says(
                "registry hanging, timeout 3 s (margin 0.3 s): answered before it",
                "%d of 100, at %d to %d ms".formatted(inTime, millis(answers, 0), millis(answers, 1)),
                "100",
                inTime == 100);
    }

    /** New images of a healthy registry, 40 a second, with and without pods of the hanging one beside them; in turn, thrice. */
    private void others() throws Exception {
        List<Answer> alone = new ArrayList<>();
        List<Answer> beside = new ArrayList<>();
        registry.latency(Duration.ofMillis(20));
        for (int round = 0; round < 3; round++) {
            alone.addAll(steadily("alone" + round));
            AtomicBoolean on = new AtomicBoolean(true);
            int number = round;
            Thread disturbance = Thread.ofVirtual().start(() -> {
                for (int i = 0; on.get(); i++) {
                    String name = "disturbing" + number + "/app" + i + ":1";
                    Thread.ofVirtual().start(() -> quietly(() -> ask(hung, name, Duration.ofSeconds(2))));
                    quietly(() -> {
                        Thread.sleep(50);
                        return null;
                    });
                }
            });
            beside.addAll(steadily("beside" + round));
            on.set(false);
            disturbance.join();
        }
        registry.latency(Duration.ZERO);
        double ratio = (double) millis(beside, 0.99) / millis(alone, 0.99);
        says(
                "another registry's new images, p99 beside 20 hanging look-ups a second",
                "%d ms, alone %d ms: ratio %.2f".formatted(millis(beside, 0.99), millis(alone, 0.99), ratio),
                "at most 1.5",
                areRead(alone) && areRead(beside) && ratio <= 1.5);
    }

    private List<Answer> steadily(String name) throws Exception {
        int count = 200;
        for (int i = 0; i < count; i++) {
            push(registry, name + "/app" + i + ":1");
        }
        long begun = System.nanoTime();
        return all(count, i -> () -> {
            long due = begun + i * 25_000_000L - System.nanoTime();
            Thread.sleep(Duration.ofNanos(Math.max(0, due)));
            return ask(registry, name + "/app" + i + ":1", LONG);
        });
    }

    private static void quietly(java.util.concurrent.Callable<?> work) {
        try {
            work.call();
        } catch (Exception _) {
            // it is there to disturb, not to be right
        }
    }

    private void thousandHung() throws Exception {
        program.jcmd("GC.run");
        double heapBefore = heap();
        long residentBefore = program.resident();
        AtomicInteger connections = new AtomicInteger();
        AtomicBoolean on = new AtomicBoolean(true);
        Thread watching = Thread.ofVirtual().start(() -> {
            while (on.get()) {
                connections.accumulateAndGet(another.openConnections(), Math::max);
                quietly(() -> {
                    Thread.sleep(20);
                    return null;
                });
            }
        });
        for (int wave = 0; wave < 5; wave++) {
            int number = wave;
            all(200, i -> () -> ask(another, "thousand" + number + "/app" + i + ":1", Duration.ofSeconds(2)));
        }
        on.set(false);
        watching.join();
        program.jcmd("GC.run");
        double heap = heap() - heapBefore;
        says(
                "1,000 hung look-ups: connections with that registry, at most",
                "" + connections.get(),
                "at most " + SLOTS,
                connections.get() > 0 && connections.get() <= SLOTS);
        says(
                "  heap after the last of them, more than before",
                "%.1f MiB (resident %d, before %d MiB)".formatted(heap, program.resident(), residentBefore),
                "at most 16 MiB",
                heap <= 16);
        Thread.sleep(Duration.ofSeconds(32));
        says("  connections half a minute later", "" + another.openConnections(), "0", another.openConnections() == 0);
    }

    private double heap() throws Exception {
        return program.metric("jvm_memory_used_bytes", "area=\"heap\"") / 1024 / 1024;
    }

    private void warm() throws Exception {
        push(registry, "warm/cart:1");
        ask(registry, "warm/cart:1", LONG);
        for (int i = 0; i < 3_000; i++) {
            ask(registry, "warm/cart:1", LONG);
        }
        Path recording = Files.createTempFile("plinth-warm", ".jfr");
        program.jcmd(
                "JFR.start",
                "name=warm",
                "settings=none",
                "+jdk.JavaMonitorEnter#enabled=true",
                "+jdk.JavaMonitorEnter#threshold=0ms",
                "+jdk.JavaMonitorEnter#stackTrace=true",
                "+jdk.ThreadPark#enabled=true",
                "+jdk.ThreadPark#threshold=0ms",
                "+jdk.ThreadPark#stackTrace=true");
        registry.clearLog();
        List<Answer> answers = all(16, _ -> () -> {
            for (int i = 0; i < 300; i++) {
                ask(registry, "warm/cart:1", LONG);
            }
            return ask(registry, "warm/cart:1", LONG);
        });
        long requests = registry.log().size();
        program.jcmd("JFR.dump", "name=warm", "filename=" + recording);
        program.jcmd("JFR.stop", "name=warm");
        long all = 0;
        long own = 0;
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                all++;
                own += isOurs(event) ? 1 : 0;
            }
        }
        says(
                "4,816 warm reviews by 16 at once: requests to registries",
                "" + requests,
                "0",
                areRead(answers) && requests == 0);
        says(
                "  waits for a lock, and parked threads, with code of Plinth's on the stack",
                own + " (" + all + " in the whole program)",
                "0",
                own == 0 && all > 0);
    }

    private static boolean isOurs(RecordedEvent event) {
        return event.getStackTrace() != null
                && event.getStackTrace().getFrames().stream()
                        .anyMatch(frame -> frame.getMethod().getType().getName().startsWith("dev.plinth."));
    }

    private void memory() throws Exception {
        int count = 20_000;
        for (int i = 0; i < count; i++) {
            push(registry, "memory/app" + i + ":1");
        }
        program.jcmd("GC.run");
        double before = heap();
        boolean read = true;
        for (int from = 0; from < count; from += 500) {
            int first = from;
            read &= areRead(all(500, i -> () -> ask(registry, "memory/app" + (first + i) + ":1", LONG)));
            registry.clearLog();
        }
        program.jcmd("GC.run");
        double taken = heap() - before;
        says(
                "20,000 images' metadata: heap more than before (of 115 MiB; resident " + program.resident() + " MiB)",
                "%.0f MiB".formatted(taken),
                "at most 96 MiB",
                read && taken <= 96);
        registry.clearLog();
        for (int from = 0; from < count; from += 500) {
            int first = from;
            read &= areRead(all(500, i -> () -> ask(registry, "memory/app" + (first + i) + ":1", LONG)));
        }
        long again = registry.log().size();
        says("  requests when all are asked for again", "" + again, "0", read && again == 0);
    }

    @Override
    public void close() throws Exception {
        program.close();
        registry.close();
        hung.close();
        another.close();
    }
}
